"""Probes: alive, ready, and figures where they are asked for."""

from collections.abc import Callable
from pathlib import Path

from flask import Blueprint, Response, jsonify
from flask.typing import ResponseReturnValue
from prometheus_client import CONTENT_TYPE_LATEST
from redis.exceptions import RedisError
from sqlalchemy.exc import SQLAlchemyError

from app.kernel.access import PUBLIC, needs
from app.kernel.errors import NotFound
from app.kernel.figures import write_figures
from app.kernel.limits import uncounted
from app.kernel.unit_of_work import session

probes = Blueprint("probes", __name__)
Check = Callable[[], str | None]
_checks: dict[str, Check] = {}
_told: dict[str, Callable[[], str]] = {}
_state = {"stopping": False}
_measured: list[Path] = []


def ready_when(name: str, check: Check) -> None:
    """`check` answers None when all is well, else the reason in English for the operator."""
    _checks[name] = check


def tell(name: str, find: Callable[[], str]) -> None:
    """`find` answers one word that stands in the probe's answer and makes nothing unready."""
    _told[name] = find


def announce_stop() -> None:
    _state["stopping"] = True


def allow_metrics(allowed: bool, instance: Path) -> None:
    _measured[:] = [instance] if allowed else []


@probes.get("/healthz")
@uncounted
@needs(PUBLIC)
def alive() -> ResponseReturnValue:
    return jsonify(status="ok")


@probes.get("/readyz")
@uncounted
@needs(PUBLIC)
def ready() -> ResponseReturnValue:
    reasons = {"process": "stopping"} if _state["stopping"] else {}
    reasons |= {name: reason for name, check in _checks.items() if (reason := _ask(check))}
    told = {name: _ask(find) for name, find in _told.items()}
    if reasons:
        return jsonify(status="not_ready", reasons=reasons, **told), 503
    return jsonify(status="ready", **told)


def _ask(check: Check) -> str | None:
    """The name of what went wrong alone: its words may hold an address with a password."""
    try:
        return check()
    except (SQLAlchemyError, RedisError) as error:
        return type(error).__name__


@probes.get("/metrics")
@uncounted
@needs(PUBLIC)
def metrics() -> ResponseReturnValue:
    if not _measured:
        raise NotFound
    return Response(write_figures(session(), _measured[0]), content_type=CONTENT_TYPE_LATEST)
