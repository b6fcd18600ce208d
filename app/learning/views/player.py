"""One unit, its blocks in a single column, and what a person does with them."""

from dataclasses import dataclass
from typing import Any

from flask import render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import get_locale

from app.catalogue.answers import Standing, standing
from app.catalogue.models import BlockType
from app.catalogue.outlines import BlockView
from app.catalogue.queries import get_outline, list_blocks
from app.kernel.access import allows, needs
from app.kernel.errors import NotFound
from app.kernel.identity import signed_in_actor
from app.kernel.ids import new_id
from app.kernel.unit_of_work import session
from app.learning.models import State
from app.learning.pages import pages
from app.learning.panels import PanelContext, Place, panels_at
from app.learning.queries import BlockExplained, Followed, explain, find_own
from app.learning.rules import DONE_BY, DoneBy
from app.learning.screens import ModuleShown, UnitShown, block_stops, say_minutes, show_module, unit_url
from app.learning.views.modules import lead_to_offer
from app.learning.wording import say_tries


@dataclass(frozen=True, slots=True)
class PanelShown:
    """A panel as the page links to it until its fragment comes."""

    name: str
    url: str
    title: str


@dataclass(frozen=True, slots=True)
class BlockShown:
    """A block as the player draws it."""

    view: BlockView
    told: BlockExplained
    state: Standing | None
    form_action: str | None
    panels: list[PanelShown]

    @property
    def tries(self) -> str:
        return say_tries(self.told)


@pages.get("/learn/modules/<slug>/units/<unit>")
@needs("learner")
def unit(slug: str, unit: str) -> ResponseReturnValue:
    followed = find_own(session(), signed_in_actor(), slug)
    if followed is None:
        return lead_to_offer(slug)
    outline = get_outline(session(), followed.enrolment.version_id)
    told = explain(session(), followed.enrolment, outline=outline)
    shown = show_module(outline, told, followed.enrolment.last_block)
    here = shown.unit(unit)
    if here is None:
        raise NotFound
    return _player(followed, shown, here)


def _player(followed: Followed, shown: ModuleShown, here: UnitShown) -> str:
    enrolment, unit = followed.enrolment, here.unit
    views = list_blocks(session(), enrolment.version_id, unit.code, str(get_locale() or "fr"))
    told = {block.code: block for block in here.blocks}
    blocks = [_show_block(followed, unit.code, view, told[view.code]) for view in views]
    context = PanelContext(enrolment.id, enrolment.version_id, unit.code)
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
    )


def _show_block(followed: Followed, unit: str, view: BlockView, told: BlockExplained) -> BlockShown:
    enrolment = followed.enrolment
    answered = DONE_BY[view.type] is DoneBy.ANSWER
    action = url_for("learning.give_answer", enrolment_id=enrolment.id, block=view.code, event=new_id())
    state = standing(view.data, is_done=told.is_done, tries=told.tries, response=told.response)
    context = PanelContext(enrolment.id, enrolment.version_id, unit, view.code)
    return BlockShown(
        view=view,
        told=told,
        state=state if answered or view.type is BlockType.IN_CENTRE else None,
        form_action=action if answered else None,
        panels=_panels("block", context),
    )


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
        "here": followed.enrolment.last_block,
        "blocks": [
            {
                "code": block.view.code,
                "seen": DONE_BY[block.view.type] is DoneBy.SEEN,
                "opened": block.told.state is not State.NOT_STARTED,
                "done": block.told.is_done,
                "tries": block.told.tries,
                "data": block.view.data if block.form_action else None,
            }
            for block in blocks
        ],
        "minutes": here.unit.minutes,
    }
