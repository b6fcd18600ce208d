"""Notes that tutors propose: edited without names and put behind their block in the draft, or not taken."""

from uuid import UUID

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from app.catalogue.models import Block
from app.catalogue.queries import get_editable_module
from app.catalogue.services.editing.blocks import add_behind
from app.catalogue.services.editing.opening import open_draft
from app.kernel.access import needs
from app.kernel.errors import Conflict, DomainError, NotFound
from app.kernel.i18n import speaking
from app.kernel.identity import signed_in_actor
from app.kernel.runtime import runtime
from app.kernel.sentences import say, sentence_for
from app.kernel.unit_of_work import commit, session
from app.studio.views.learners import pages
from app.tutoring.models import Tip
from app.tutoring.queries.tips import list_tips
from app.tutoring.services.tips import LONGEST_TIP, HeldTip, check_names_nobody, hold_tip, settle_tip

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
    try:
        held = hold_tip(session(), actor, slug=slug, tip_id=tip_id)
        if request.form.get("act") == "take":
            settle_tip(session(), held.tip, by=actor.id, taken_block=_take(held).code)
        else:
            reason = request.form.get("reason", "")
            settle_tip(session(), held.tip, by=actor.id, taken_block=None, reason=reason)
    except DomainError as refused:
        if refused.status in (403, 404):
            raise
        session().rollback()
        return _page(slug, tip_id, sentence_for(refused.code, refused.facts)), refused.status
    _tell(held)
    commit()
    flash(
        gettext("La note est dans le brouillon, derrière son bloc.")
        if held.tip.taken_block
        else gettext("La note n’est pas retenue. La personne qui l’a proposée le saura.")
    )
    return redirect(url_for("studio.tips", slug=slug), 303)


def _take(held: HeldTip) -> Block:
    """The note as a tip behind its block, in the author's words. It counts for no progress."""
    title, body = request.form.get("title", "").strip(), request.form.get("text", "").strip()
    check_names_nobody((held.proposer, held.learner), title, body)
    note = {"kind": "tip", "title": title, "body": body}
    try:
        return _add(held, note)
    except NotFound:
        # There is no draft to write in yet; or it has the block no more.
        open_draft(session(), signed_in_actor(), store=runtime().store, slug=held.module.slug)
    try:
        return _add(held, note)
    except NotFound:
        raise BlockNotInDraft from None


def _add(held: HeldTip, note: dict[str, str]) -> Block:
    return add_behind(
        session(),
        signed_in_actor(),
        slug=held.module.slug,
        block=held.tip.block,
        type="callout",
        fields=note,
        required=False,
    )


def _tell(held: HeldTip) -> None:
    """Who proposed it learns what became of it."""
    person = held.proposer
    if not person.email:
        return
    with speaking(person.language):
        runtime().mailer.send(
            session(),
            to=person.email,
            subject=gettext("La note que vous avez proposée"),
            text=gettext("Bonjour %(name)s,", name=person.given_name)
            + "\n\n"
            + _say_settled(held.tip)
            + "\n",
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
