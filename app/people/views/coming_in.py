"""The last step of every way to sign in: a sitting is opened, and the person goes where they wanted."""

from uuid import UUID

from flask import g, redirect, render_template, request, url_for
from flask import session as cookie
from flask.typing import ResponseReturnValue

from app.kernel.identity import current_actor, remember_sitting
from app.kernel.paths import local_path
from app.kernel.unit_of_work import commit, session
from app.people.devices import device_name
from app.people.models import Means
from app.people.services.cards import use_card
from app.people.services.sign_in import close_door, open_sitting
from app.people.sittings import coarse_network
from app.people.views.kept import kept_before, readable


def come_in(person_id: UUID, means: Means, target: str) -> ResponseReturnValue:
    """Sit down and go on; the first time by a card, over a word of welcome."""
    is_first = means is Means.CARD and use_card(session(), person_id)
    _sit_down(person_id, means)
    again, kept = local_path(request.form.get("again"), ""), list(kept_before())
    if again:
        return resume_page(again, kept)
    if is_first:
        return redirect(url_for("people.welcome", next=None if target == "/" else target), 303)
    return redirect(target, 303)


def _sit_down(person_id: UUID, means: Means) -> None:
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
