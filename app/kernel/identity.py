"""Who is calling: a sitting behind the cookie, or a bearer token. Flask-Login stays behind this file."""

import uuid
from collections.abc import Callable, Hashable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from flask import Flask, current_app, g, request
from flask_login import LoginManager, UserMixin, current_user, login_user, logout_user
from sqlalchemy.orm import Session

from app.kernel.access import Caller
from app.kernel.errors import NotSignedIn

Find = Callable[[Session, str], Any]


@dataclass(frozen=True)
class Doors:
    """How the people domain answers who is there; set once at start."""

    by_sitting: Find
    by_token: Find
    still_open: Callable[[Session, Iterable[uuid.UUID]], frozenset[uuid.UUID]]
    #: What these people may be today, in a form that differs when it does.
    standings: Callable[[Session, Iterable[uuid.UUID]], Mapping[uuid.UUID, Hashable]]


class _Guest(UserMixin):  # type: ignore[misc]
    """What Flask-Login wants to hold: the secret of a sitting, and who sits there."""

    def __init__(self, secret: str, actor: Caller | None) -> None:
        self.secret, self.actor = secret, actor

    def get_id(self) -> str:
        return self.secret


def init_identity(app: Flask, doors: Doors) -> None:
    app.extensions["compagnon_doors"] = doors
    manager = LoginManager()
    manager.session_protection = None
    manager.init_app(app, add_context_processor=False)

    @manager.user_loader  # type: ignore[untyped-decorator]
    def load(secret: str) -> _Guest | None:
        actor = doors.by_sitting(g.unit.session, secret)
        return _Guest(secret, actor) if actor else None


def doors() -> Doors:
    found: Doors = current_app.extensions["compagnon_doors"]
    return found


def current_actor() -> Any:
    """The caller's Actor, or None. A bearer token alone counts where there is one."""
    if "actor" not in g:
        g.actor = _find_actor()
    return g.actor


def signed_in_actor() -> Any:
    """The caller's Actor. Raises NotSignedIn."""
    actor = current_actor()
    if actor is None:
        raise NotSignedIn
    return actor


def bearer_token() -> str | None:
    kind, _, token = request.headers.get("Authorization", "").partition(" ")
    return token.strip() if kind.lower() == "bearer" and token.strip() else None


def _find_actor() -> Any:
    if request.path.startswith("/api/") and "Authorization" in request.headers:
        token = bearer_token()
        return doors().by_token(g.unit.session, token) if token else None
    return getattr(current_user, "actor", None)


def remember_sitting(secret: str) -> None:
    login_user(_Guest(secret, None))
    g.pop("actor", None)


def forget_sitting() -> None:
    logout_user()
    g.pop("actor", None)
