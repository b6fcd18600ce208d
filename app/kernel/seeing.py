"""While the pages are seen as someone else's, nothing is done and not everything is shown.

Whose eyes they are is the caller's business (`seen_by`); here is what that means for any request, whatever its policy.
"""

from typing import Any

from flask import Flask, request
from flask import session as cookie

from app.kernel import access
from app.kernel.db import Database
from app.kernel.errors import DomainError
from app.kernel.identity import Doors, bearer_token, current_actor
from app.kernel.unit_of_work import SAFE

#: Ways in and secrets, what is kept of a person, conversations and follow-up of others: these stay the person's own. The
#: calls of programs have no part in looking at pages.
NOT_SHOWN = (
    "/sign-in",
    "/api/",
    "/profile",
    "/calendar",
    "/messages",
    "/search",
    "/see-as",
    "/tutor",
    "/learn/help/",
    "/learn/tutor/",
)


class OnlySeeing(DomainError):
    """The pages are seen as someone else's: nothing can be done in their name."""

    status = 403
    code = "only_seeing"


class NotShown(DomainError):
    """This page is the person's alone."""

    status = 403
    code = "not_shown_while_seeing"


def acts_while_seeing(handler: access.Handler) -> access.Handler:
    """Mark what ends it."""
    handler.__dict__["acts_while_seeing"] = True
    return handler


def is_seeing(actor: Any) -> bool:
    return getattr(actor, "seen_by", None) is not None


def init_seeing(app: Flask, database: Database, doors: Doors) -> None:
    """Before any policy: what is not to be done is not asked about."""

    @app.before_request
    def look_without_touching() -> None:
        if request.endpoint is None:
            return
        handler = app.view_functions[request.endpoint]
        if handler.__dict__.get("acts_while_seeing"):
            return
        if not is_seeing(_caller(handler, database, doors)):
            return
        if request.method not in SAFE:
            raise OnlySeeing
        if request.path.startswith(NOT_SHOWN):
            raise NotShown


def _caller(handler: Any, database: Database, doors: Doors) -> Any:
    """Who sits there. Public acts find out by themselves who that is, and hash outside any transaction: they are asked
    about in a short one of its own, and only where there is a cookie."""
    if access.policy_of(handler) != access.PUBLIC:
        return current_actor()
    secret = cookie.get("_user_id")
    if secret is None or bearer_token():
        return None
    if request.method in SAFE and not request.path.startswith(NOT_SHOWN):
        return None
    with database.reading() as session:
        return doors.by_sitting(session, secret)
