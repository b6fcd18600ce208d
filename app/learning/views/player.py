"""One unit, its blocks in a single column, and what a person does with them."""

from dataclasses import dataclass, replace
from typing import Any

from flask import render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from flask_wtf.csrf import generate_csrf
from markupsafe import Markup

from app.catalogue.answers import standing
from app.catalogue.drawing import draw_block
from app.catalogue.models import BlockType
from app.catalogue.outlines import BlockView
from app.catalogue.queries import get_outline, list_blocks
from app.kernel.access import allows, needs
from app.kernel.i18n import spoken
from app.kernel.identity import signed_in_actor
from app.kernel.ids import new_id
from app.kernel.unit_of_work import session
from app.learning.models import ErrorReport, State
from app.learning.pages import pages
from app.learning.panels import PanelContext, Place, panels_at
from app.learning.queries import BlockExplained, Followed, explain, find_own
from app.learning.reports import of_unit, warnings_of
from app.learning.rules import DONE_BY, DoneBy
from app.learning.screens import ModuleShown, UnitShown, block_stops, say_minutes, show_module, unit_url
from app.learning.views.modules import lead_to_offer, lead_to_present
from app.learning.wording import say_tries
from app.learning.work import WORKED

# Stands for a block's code in an address that is made once a page.
ANY_BLOCK = "~"


@dataclass(frozen=True, slots=True)
class PanelShown:
    """A panel as the page links to it until its fragment comes."""

    name: str
    url: str
    title: str

    def at(self, block: str) -> "PanelShown":
        return PanelShown(self.name, self.url.replace(ANY_BLOCK, block), self.title)


@dataclass(frozen=True, slots=True)
class BlockShown:
    """A block as the player draws it."""

    view: BlockView
    told: BlockExplained
    html: Markup
    is_answered: bool
    panels: list[PanelShown]
    work: PanelShown | None = None

    @property
    def tries(self) -> str:
        return say_tries(self.told)


@pages.get("/learn/modules/<slug>/units/<unit>")
@needs("learner")
def unit(slug: str, unit: str) -> ResponseReturnValue:
    followed = find_own(session(), signed_in_actor(), slug)
    if followed is None:
        return lead_to_offer(slug)
    outline = get_outline(session(), followed.enrolment.version_id, spoken())
    told = explain(session(), followed.enrolment, outline=outline)
    shown = show_module(outline, told, followed.enrolment.last_block)
    here = shown.unit(unit)
    if here is None:
        return lead_to_present(followed, unit)
    warnings = of_unit(warnings_of(session(), followed), unit)
    if warnings and not here.is_begun:
        return _held(followed, shown, here, warnings)
    return _player(followed, shown, here, warnings)


def _held(followed: Followed, shown: ModuleShown, here: UnitShown, warnings: list[ErrorReport]) -> str:
    """A safety point stands against the unit: who has not begun it does not, for now."""
    after = shown.beside(here.unit.code, 1)
    return render_template(
        "learning/unit_held.html",
        followed=followed,
        here=here,
        warnings=warnings,
        after=after,
        after_url=unit_url(followed.slug, after.unit.code) if after else "",
    )


def _player(followed: Followed, shown: ModuleShown, here: UnitShown, warnings: list[ErrorReport]) -> str:
    enrolment, unit = followed.enrolment, here.unit
    views = list_blocks(session(), enrolment.version_id, unit.code, spoken())
    told = {block.code: block for block in here.blocks}
    context = PanelContext(enrolment.id, enrolment.version_id, unit.code)
    at_block = _panels("block", replace(context, block=ANY_BLOCK))
    answers = url_for("learning.give_answer", enrolment_id=enrolment.id, version=followed.number)
    token = generate_csrf()
    blocks = [
        _show_block(view, told[view.code], answers, token, at_block) for view in views if view.code in told
    ]
    work = PanelShown("work", url_for("learning.work", enrolment_id=enrolment.id, block=ANY_BLOCK), "")
    blocks = [_with_work(block, work) if block.view.type in WORKED else block for block in blocks]
    before, after = shown.beside(unit.code, -1), shown.beside(unit.code, 1)
    return render_template(
        "learning/unit.html",
        followed=followed,
        shown=shown,
        here=here,
        blocks=blocks,
        stops=block_stops(here, enrolment.last_block),
        left=say_minutes(here.minutes_left),
        aside=_panels("aside", context),
        at_centre=_panels("unit_in_centre", context) if unit.is_in_centre else [],
        before_url=unit_url(followed.slug, before.unit.code) if before else "",
        before=before,
        after_url=unit_url(followed.slug, after.unit.code)
        if after
        else url_for("learning.module", slug=followed.slug),
        after=after,
        player=_player_data(followed, here, blocks),
        warnings=warnings,
        report_url=url_for("learning.ask_report", version_id=enrolment.version_id, block=ANY_BLOCK),
    )


def _show_block(
    view: BlockView, told: BlockExplained, answers: str, token: str, panels: list[PanelShown]
) -> BlockShown:
    state = form_action = None
    if is_answered := DONE_BY[view.type] is DoneBy.ANSWER:
        form_action = f"{answers}&block={view.code}&event={new_id()}"
    if is_answered or view.type is BlockType.IN_CENTRE:
        state = standing(view.data, is_done=told.is_done, tries=told.tries, response=told.response)
    return BlockShown(
        view,
        told,
        draw_block(view, state, form_action, token),
        is_answered,
        [panel.at(view.code) for panel in panels],
    )


def _with_work(block: BlockShown, panel: PanelShown) -> BlockShown:
    """Where one writes or sends: a fragment that comes after the page, a link until then."""
    titles = {
        BlockType.REFLECTION: gettext("Écrire ce que j’en pense"),
        BlockType.OPEN_ANSWER: gettext("Répondre"),
        BlockType.SUBMISSION: gettext("Envoyer un fichier"),
    }
    return replace(block, work=replace(panel.at(block.view.code), title=titles[block.view.type]))


def _panels(place: Place, context: PanelContext) -> list[PanelShown]:
    return [
        PanelShown(panel.name, panel.address(context), panel.title() if panel.title else "")
        for panel in panels_at(place)
        if allows(panel.policy, signed_in_actor())
    ]


def _player_data(followed: Followed, here: UnitShown, blocks: list[BlockShown]) -> dict[str, Any]:
    """What the script needs to mark, to record and to go on without network."""
    return {
        "person": str(signed_in_actor().id),
        "enrolment": str(followed.enrolment.id),
        "version": followed.number,
        "here": followed.enrolment.last_block,
        "blocks": [
            {
                "code": block.view.code,
                "seen": DONE_BY[block.view.type] is DoneBy.SEEN,
                "opened": block.told.state is not State.NOT_STARTED,
                "done": block.told.is_done,
                "tries": block.told.tries,
                "data": block.view.data if block.is_answered else None,
            }
            for block in blocks
        ],
        "minutes": here.unit.minutes,
    }
