"""Probes: alive, ready, and figures where they are asked for."""

from collections.abc import Callable

from flask import Blueprint, Response, jsonify
from flask.typing import ResponseReturnValue
from prometheus_client import CONTENT_TYPE_LATEST, generate_latest
from sqlalchemy.exc import SQLAlchemyError

from app.kernel.access import PUBLIC, needs
from app.kernel.errors import NotFound
from app.kernel.limits import limiter

probes = Blueprint("probes", __name__)
Check = Callable[[], str | None]
_checks: dict[str, Check] = {}
_state = {"stopping": False, "metrics": False}


def ready_when(name: str, check: Check) -> None:
    """`check` answers None when all is well, else the reason in English for the operator."""
    _checks[name] = check


def announce_stop() -> None:
    _state["stopping"] = True


def allow_metrics(allowed: bool) -> None:
    _state["metrics"] = allowed


@probes.get("/healthz")
@limiter.exempt  # type: ignore[untyped-decorator]
@needs(PUBLIC)
def alive() -> ResponseReturnValue:
    return jsonify(status="ok")


@probes.get("/readyz")
@limiter.exempt  # type: ignore[untyped-decorator]
@needs(PUBLIC)
def ready() -> ResponseReturnValue:
    reasons = {"process": "stopping"} if _state["stopping"] else {}
    for name, check in _checks.items():
        try:
            reason = check()
        except SQLAlchemyError as error:
            reason = type(error).__name__
        if reason:
            reasons[name] = reason
    if reasons:
        return jsonify(status="not_ready", reasons=reasons), 503
    return jsonify(status="ready")


@probes.get("/metrics")
@limiter.exempt  # type: ignore[untyped-decorator]
@needs(PUBLIC)
def metrics() -> ResponseReturnValue:
    if not _state["metrics"]:
        raise NotFound
    return Response(generate_latest(), content_type=CONTENT_TYPE_LATEST)
