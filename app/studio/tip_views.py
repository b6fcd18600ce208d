"""Notes that tutors propose: edited without names and put behind their block in the draft, or not taken."""

from uuid import UUID

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from sqlalchemy import select

from app.catalogue.models import Block, Module, ModuleVersion, Unit
from app.catalogue.queries import DRAFT, get_editable_module
from app.catalogue.services.editing.blocks import add_block
from app.catalogue.services.editing.opening import open_draft
from app.kernel.access import needs
from app.kernel.errors import Conflict, DomainError
from app.kernel.i18n import speaking
from app.kernel.identity import signed_in_actor
from app.kernel.runtime import runtime
from app.kernel.sentences import say, sentence_for
from app.kernel.unit_of_work import commit, session
from app.people.models import Person
from app.studio.learners_views import pages
from app.tutoring.models import Tip
from app.tutoring.queries.tips import list_tips
from app.tutoring.services.tips import LONGEST_TIP, check_names_nobody, hold_tip, settle_tip

__all__ = ["pages"]
LONGEST_TITLE = 200


class BlockNotInDraft(Conflict):
    """The draft has the block no more."""

    code = "block_not_in_draft"


def learn_sentences() -> None:
    say(
        "block_not_in_draft",
        lambda _: gettext(
            "Ce bloc n’est plus dans le brouillon : la note n’a plus de place. Dites-le en ne la retenant pas."
        ),
    )


@pages.get("/modules/<slug>/tips")
@needs("trainer")
def tips(slug: str) -> ResponseReturnValue:
    return _page(slug)


@pages.post("/modules/<slug>/tips/<uuid:tip_id>")
@needs("trainer")
def settle(slug: str, tip_id: UUID) -> ResponseReturnValue:
    actor = signed_in_actor()
    found = get_editable_module(session(), actor, slug)
    try:
        tip = hold_tip(session(), module=found, tip_id=tip_id)
        if request.form.get("act") == "take":
            taken = _take(found, tip)
            settle_tip(session(), tip, by=actor.id, taken_block=taken.code)
        else:
            settle_tip(session(), tip, by=actor.id, taken_block=None, reason=request.form.get("reason", ""))
    except DomainError as refused:
        if refused.status in (403, 404):
            raise
        session().rollback()
        return _page(slug, tip_id, sentence_for(refused.code, refused.facts)), refused.status
    _tell(tip)
    commit()
    flash(
        gettext("La note est dans le brouillon, derrière son bloc.")
        if tip.taken_block
        else gettext("La note n’est pas retenue. La personne qui l’a proposée le saura.")
    )
    return redirect(url_for("studio.tips", slug=slug), 303)


def _take(module: Module, tip: Tip) -> Block:
    """The note as a tip behind its block, in the author's words. It counts for no progress."""
    title, body = request.form.get("title", "").strip(), request.form.get("text", "").strip()
    check_names_nobody(session(), tip.help_request_id, tip.proposed_by, title, body)
    actor = signed_in_actor()
    unit = _find_unit(module, tip.block)
    if unit is None:
        open_draft(session(), actor, store=runtime().store, slug=module.slug)
        unit = _find_unit(module, tip.block)
    if unit is None:
        raise BlockNotInDraft
    return add_block(
        session(),
        actor,
        slug=module.slug,
        unit=unit,
        after=tip.block,
        type="callout",
        fields={"kind": "tip", "title": title, "body": body},
        required=False,
    )


def _find_unit(module: Module, block: str) -> str | None:
    """The unit of the draft that has the block; None also where there is no draft to write in yet."""
    return session().scalar(
        select(Unit.code)
        .join(Block, Block.unit_id == Unit.id)
        .join(ModuleVersion, ModuleVersion.id == Block.version_id)
        .where(ModuleVersion.module_id == module.id, ModuleVersion.number == DRAFT, Block.code == block)
    )


def _tell(tip: Tip) -> None:
    """Who proposed it learns what became of it."""
    person = session().get_one(Person, tip.proposed_by)
    if not person.email:
        return
    with speaking(person.language):
        runtime().mailer.send(
            session(),
            to=person.email,
            subject=gettext("La note que vous avez proposée"),
            text=gettext("Bonjour %(name)s,", name=person.given_name) + "\n\n" + _say_settled(tip) + "\n",
        )


def _say_settled(tip: Tip) -> str:
    if tip.taken_block:
        return str(
            gettext(
                "Votre réponse devient une note au bloc. Elle paraîtra avec la prochaine version du module."
            )
        )
    return str(gettext("Votre réponse n’est pas retenue comme note. Raison : %(reason)s", reason=tip.reason))


def _page(slug: str, refused_id: UUID | None = None, refusal: str = "") -> str:
    found = get_editable_module(session(), signed_in_actor(), slug)
    told = list_tips(session(), found.id)
    return render_template(
        "studio/tips.html",
        module=found,
        waiting=[each for each in told if each.tip.state == "proposed"],
        settled=[each for each in told if each.tip.state != "proposed"],
        refused_id=refused_id,
        refusal=refusal,
        typed=request.form,
        longest=LONGEST_TIP,
        longest_title=LONGEST_TITLE,
    )
