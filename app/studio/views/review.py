"""Read again and publish: the checklist, who reads it, what was said, and the publication."""

from collections.abc import Callable, Sequence
from uuid import UUID

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext, ngettext

from app.catalogue import policy as catalogue_policy
from app.catalogue.checks.results import Verdict
from app.catalogue.drawing import draw_block
from app.catalogue.queries import get_outline, list_blocks
from app.kernel.access import needs
from app.kernel.errors import DomainError, NotFound
from app.kernel.identity import signed_in_actor
from app.kernel.ids import parse_id
from app.kernel.sentences import sentence_for
from app.kernel.unit_of_work import commit, session
from app.learning.foreseeing import OnFormer, foresee_publication
from app.studio import policy
from app.studio.models import Review, ReviewState
from app.studio.pages import pages
from app.studio.queries import Reviewed, find_answered, get_reviewed, list_former_reviews, list_readers
from app.studio.review_mails import tell_asker, tell_reader
from app.studio.review_pages import checklist_for, checks_told, talk_of
from app.studio.services.links import ask_for_links
from app.studio.services.reviews import LONGEST_NOTE, answer_review, ask_for_review, withdraw_review
from app.studio.since_told import MOST_TOUCHED, Since, find_since, touched_told

__all__ = ["pages"]


@pages.get("/modules/<slug>/review")
@needs("trainer")
def review(slug: str) -> ResponseReturnValue:
    return _page(slug)


def _page(slug: str, refusal: str = "") -> str:
    actor = signed_in_actor()
    reviewed = get_reviewed(session(), actor, slug)
    checklist, is_author = checklist_for(reviewed), catalogue_policy.may_edit(actor, reviewed.module)
    former = list_former_reviews(session(), actor, reviewed.module)
    since = find_since(session(), reviewed.draft, find_answered(session(), reviewed))
    talk = talk_of(reviewed.module, _people(reviewed, former, since))
    outline = get_outline(session(), reviewed.draft.id)
    return render_template(
        "studio/review/page.html",
        reviewed=reviewed,
        module=reviewed.module,
        checks=checks_told(reviewed, checklist, outline),
        ready=len(checklist.fine),
        stopping=len(checklist.stopping),
        addresses=len(checklist.addresses),
        outline=outline,
        talk=talk,
        former=former,
        names=talk.names,
        since=since,
        touched=touched_told(since, outline, talk.names, is_author=is_author) if since else [],
        most_touched=MOST_TOUCHED,
        on_versions=_foreseen(reviewed) if is_author else [],
        readers=list_readers(session(), actor, reviewed.module) if is_author else [],
        is_author=is_author,
        may_answer=reviewed.review is not None and policy.may_answer(actor, reviewed.review),
        state=policy.state_of(reviewed.draft),
        states=ReviewState,
        longest=LONGEST_NOTE,
        refusal=refusal,
    )


def _people(reviewed: Reviewed, former: Sequence[Review], since: Since | None) -> set[UUID]:
    """Whose names the page says, beside those who write comments."""
    reviews = [*former, *filter(None, (reviewed.review, since.review if since else None))]
    asked = {person for row in reviews for person in (row.reviewer_id, row.asked_by)}
    return asked | (since.people if since else set())


def _foreseen(reviewed: Reviewed) -> list[OnFormer]:
    """Nobody is under way before the first version."""
    if not reviewed.module.current_number:
        return []
    return foresee_publication(session(), reviewed.module.id, reviewed.draft.id)


@pages.get("/modules/<slug>/checks")
@needs("trainer")
def checks(slug: str) -> ResponseReturnValue:
    """The short list beside the editor; the whole page where there is no script."""
    reviewed = get_reviewed(session(), signed_in_actor(), slug)
    if not request.headers.get("HX-Request"):
        return redirect(url_for("studio.review", slug=slug), 303)
    checklist = checklist_for(reviewed)
    told = checks_told(reviewed, checklist, get_outline(session(), reviewed.draft.id))
    return render_template(
        "studio/review/_short.html",
        reviewed=reviewed,
        open=[each for each in told if each.verdict != Verdict.FINE.value],
        fine=[each for each in told if each.verdict == Verdict.FINE.value],
        total=len(told),
    )


@pages.get("/modules/<slug>/review/units/<unit>")
@needs("trainer")
def read_unit(slug: str, unit: str) -> ResponseReturnValue:
    """The unit as a learner sees it, with what is said at each block."""
    reviewed = get_reviewed(session(), signed_in_actor(), slug)
    outline = get_outline(session(), reviewed.draft.id)
    here = outline.unit(unit)
    if here is None:
        raise NotFound
    views = list_blocks(session(), reviewed.draft.id, unit, outline.language)
    return render_template(
        "studio/review/unit.html",
        module=reviewed.module,
        outline=outline,
        unit=here,
        blocks=[(view, draw_block(view, None, None, "")) for view in views],
        talk=talk_of(reviewed.module),
    )


@pages.post("/modules/<slug>/reviews")
@needs("trainer")
def ask(slug: str) -> ResponseReturnValue:
    actor, note = signed_in_actor(), request.form.get("note", "")
    chosen = request.form.get("reader", "")
    reader_id = parse_id(chosen) if chosen else None

    def act() -> str:
        asked, reader, title = ask_for_review(session(), actor, slug=slug, reader_id=reader_id, note=note)
        tell_reader(reader, title=title, slug=slug, asker=actor.name, note=asked.note)
        said: str = gettext("Relecture demandée à %(name)s.", name=reader.name)
        return said

    return _do(slug, act)


@pages.post("/modules/<slug>/reviews/withdraw")
@needs("trainer")
def withdraw(slug: str) -> ResponseReturnValue:
    actor = signed_in_actor()

    def act() -> str:
        withdraw_review(session(), actor, slug=slug)
        said: str = gettext("La relecture n’est plus demandée.")
        return said

    return _do(slug, act)


@pages.post("/modules/<slug>/reviews/answer")
@needs("trainer")
def answer(slug: str) -> ResponseReturnValue:
    actor = signed_in_actor()

    def act() -> str:
        answered, reviewed = answer_review(
            session(),
            actor,
            slug=slug,
            approves=request.form.get("answer") == "approve",
            why=request.form.get("why", ""),
            seen=request.form.get("seen", ""),
        )
        tell_asker(answered, title=reviewed.draft.title, slug=slug, reader=actor.name)
        said: str = gettext("Votre réponse est envoyée.")
        return said

    return _do(slug, act, back="studio.modules")


@pages.post("/modules/<slug>/links")
@needs("trainer")
def try_links(slug: str) -> ResponseReturnValue:
    """Have the addresses of the draft asked, by a job; the page shows what they answered once they have."""
    actor = signed_in_actor()

    def act() -> str:
        reviewed: Reviewed = get_reviewed(session(), actor, slug)
        asked = ask_for_links(session(), checklist_for(reviewed).addresses)
        said: str = ngettext(
            "Un lien est essayé. Revenez dans une minute.",
            "%(num)s liens sont essayés. Revenez dans une minute.",
            asked,
        )
        return said

    return _do(slug, act)


def _do(slug: str, act: Callable[[], str], back: str = "studio.review") -> ResponseReturnValue:
    """Do it and say so; a refusal is said on the page, where what was typed can be sent again."""
    try:
        said = act()
    except DomainError as refused:
        if refused.status in (403, 404):
            raise
        session().rollback()
        return _page(slug, sentence_for(refused.code, refused.facts)), refused.status
    commit()
    flash(said)
    return redirect(url_for(back, slug=slug) if back == "studio.review" else url_for(back), 303)
