"""What comes after every way to sign in: a second step where one is asked, then a sitting, then where one wanted."""

from uuid import UUID

from flask import g, redirect, render_template, request, url_for
from flask import session as cookie
from flask.typing import ResponseReturnValue

from app.kernel.identity import current_actor, remember_sitting
from app.kernel.paths import local_path
from app.kernel.runtime import runtime
from app.kernel.unit_of_work import commit, session
from app.people.devices import device_name
from app.people.forms import CodeForm
from app.people.models import Means
from app.people.services.cards import use_card
from app.people.services.second_step import Asked, what_is_asked
from app.people.services.sign_in import close_door, open_sitting
from app.people.sittings import coarse_network
from app.people.views.kept import kept_before, readable
from app.people.waiting import begin_waiting, find_waiting


def come_in(person_id: UUID, means: Means, target: str, *, is_stepped: bool = False) -> ResponseReturnValue:
    """The first step is taken. A passkey is two at once: something one has, and a finger or a PIN.

    `is_stepped` says that someone we trust has asked for the second.
    """
    asked = Asked.NOTHING
    if means is not Means.PASSKEY and not is_stepped:
        asked = what_is_asked(session(), person_id, of_staff=runtime().settings.second_step_for_staff)
    if asked is Asked.NOTHING:
        return go_on(person_id, means, target)
    begin_waiting(person_id, means, asked)
    if asked is Asked.SET_UP and not again_and_kept()[0]:
        return redirect(url_for("people.show_set_up_step", next=None if target == "/" else target), 303)
    if means is Means.OUTSIDE:
        # The address that one comes back to serves once: it must not stay in the browser, to be loaded again.
        return redirect(url_for("people.show_step", next=None if target == "/" else target), 303)
    return ask_for_step(CodeForm(formdata=None), target)


def ask_for_step(form: CodeForm, target: str) -> str:
    again, kept = again_and_kept()
    waiting = find_waiting()
    by_key_alone = waiting is not None and waiting.asked is Asked.KEY
    return render_template(
        "people/second_step.html",
        form=form,
        next=target,
        again=again,
        kept=kept,
        by_key_alone=by_key_alone,
    )


def go_on(person_id: UUID, means: Means, target: str) -> ResponseReturnValue:
    """Sit down, and go where one wanted; the first time by a card, over a word of welcome."""
    is_first = means is Means.CARD and use_card(session(), person_id)
    sit_down(person_id, means)
    again, kept = again_and_kept()
    if again:
        return resume_page(again, kept)
    if is_first:
        return redirect(url_for("people.welcome", next=None if target == "/" else target), 303)
    return redirect(target, 303)


def again_and_kept() -> tuple[str, list[tuple[str, str]]]:
    """What was being sent when a sitting ended: where to, and the fields."""
    return local_path(request.form.get("again"), ""), list(kept_before())


def sit_down(person_id: UUID, means: Means) -> None:
    """Open a sitting with a new secret; the one this browser had ends."""
    former = current_actor()
    if former:
        close_door(session(), former, door_id=former.door_id)
    opened = open_sitting(
        session(),
        person_id=person_id,
        device=device_name(str(request.user_agent)),
        network=coarse_network(request.remote_addr or ""),
        means=means,
    )
    commit()
    cookie.clear()
    g.pop("csrf_token", None)  # the one that this request has already used belongs to the former cookie
    remember_sitting(opened.secret)


def resume_page(again: str, kept: list[tuple[str, str]]) -> str:
    return render_template("people/sitting_resumed.html", again=again, kept=kept, texts=readable(kept))
