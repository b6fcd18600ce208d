"""Logs as JSON lines, each with its request's id; nothing secret, no text that people wrote."""

import logging
import sys
from typing import Any

import structlog
from flask import Flask, Response, g, request

from app.kernel.ids import new_id

log = structlog.get_logger()


def init_logs(app: Flask, level: str) -> None:
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.format_exc_info,
            structlog.processors.JSONRenderer(),  # escapes line breaks: one event, one line
        ],
        wrapper_class=structlog.make_filtering_bound_logger(logging.getLevelName(level.upper())),
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
    )
    logging.getLogger("werkzeug").setLevel(logging.WARNING)

    def log_exception(exc_info: Any) -> None:
        """As a line like the others: the page that says sorry shows the same request's id."""
        log.error("request_failed", method=request.method, exc_info=exc_info)

    app.log_exception = log_exception  # type: ignore[method-assign]

    @app.before_request
    def name_request() -> None:
        g.request_id = str(new_id())
        structlog.contextvars.clear_contextvars()
        structlog.contextvars.bind_contextvars(request=g.request_id, path=request.path)

    @app.after_request
    def return_name(response: Response) -> Response:
        if "request_id" in g:
            response.headers["X-Request-Id"] = g.request_id
        return response
