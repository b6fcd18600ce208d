"""One answer to every refusal: a problem for programs, a page for people."""

from collections.abc import Callable

import structlog
from flask import Flask, current_app, g, request
from flask.typing import ResponseReturnValue
from flask_limiter import RateLimitExceeded
from flask_wtf.csrf import CSRFError
from sqlalchemy.exc import OperationalError
from sqlalchemy.exc import TimeoutError as NoConnectionLeft
from werkzeug.exceptions import HTTPException

from app.kernel.api import PREFIX
from app.kernel.errors import DomainError, TooMany, Unavailable
from app.kernel.incoming import NoRoom
from app.kernel.large import FULL
from app.kernel.limits import seconds_until_more
from app.kernel.problems import problem_response

log = structlog.get_logger()

Page = Callable[[DomainError], ResponseReturnValue]
CODES = {404: "not_found", 405: "wrong_method", 413: "too_large", 500: "unexpected", 503: "unavailable"}
AWAY_SECONDS = 5


class FormExpired(DomainError):
    """The token of a form does not belong to this sitting: another site, or a page left open too long."""

    status = 400
    code = "form_expired"


def init_refusals(app: Flask) -> None:
    @app.errorhandler(DomainError)
    def refuse(error: DomainError) -> ResponseReturnValue:
        return _answer(error)

    @app.errorhandler(HTTPException)
    def refuse_http(error: HTTPException) -> ResponseReturnValue:
        return error if error.code is None or error.response else _answer(refusal_of(error))

    @app.errorhandler(OperationalError)
    @app.errorhandler(NoConnectionLeft)
    def say_database_is_away(error: Exception) -> ResponseReturnValue:
        """Nothing is lost: what was not committed is asked again, and what was is found by its id."""
        log.warning("request_without_database", path=request.path, error=type(error).__name__)
        return _answer(Unavailable(retry_after=AWAY_SECONDS))

    @app.errorhandler(OSError)
    def say_disk_is_full(error: OSError) -> ResponseReturnValue:
        """Whatever is written piece by piece takes back what it had written (`storage`, `incoming`)."""
        if error.errno not in FULL:
            raise error
        log.error("disk_full", path=request.path)
        return _answer(NoRoom())


def show_refusals_with(app: Flask, page: Page) -> None:
    """`page` answers people; without it, and under the API, everything is a problem."""
    app.extensions["compagnon_refusal_page"] = page


def refusal_of(error: HTTPException) -> DomainError:
    """What the web framework says no to, in our words."""
    if isinstance(error, CSRFError):
        return FormExpired()
    if isinstance(error, RateLimitExceeded):
        return TooMany(retry_after=seconds_until_more())
    status = error.code or 500
    kind = type("Refusal", (DomainError,), {"status": status, "code": CODES.get(status, "refused")})
    refusal: DomainError = kind()
    return refusal


def _answer(error: DomainError) -> ResponseReturnValue:
    if error.status >= 500:
        g.setdefault("actor", None)  # the database may be what is missing: ask it nothing more
    page: Page | None = current_app.extensions.get("compagnon_refusal_page")
    if page is None or request.path.startswith(PREFIX + "/"):
        return problem_response(error)
    return page(error)
