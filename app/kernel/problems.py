"""RFC 9457: how the API and the sockets say no."""

from typing import Any

from flask import Response, current_app, g

from app.kernel.errors import DomainError
from app.kernel.sentences import sentence_for

PROBLEM_TYPE = "application/problem+json"


def problem(error: DomainError) -> dict[str, Any]:
    """The object of a refusal: `code` is stable, `title` is for the person, in their language."""
    facts = {key: value for key, value in error.facts.items() if value is not None}
    return {
        "type": "about:blank",
        "status": error.status,
        "code": error.code,
        "title": sentence_for(error.code, error.facts),
        **facts,
    }


def problem_response(error: DomainError) -> Response:
    body = problem(error)
    if "request_id" in g:
        body["request_id"] = g.request_id
    response = Response(current_app.json.dumps(body), status=error.status, content_type=PROBLEM_TYPE)
    if error.status == 401:
        response.headers["WWW-Authenticate"] = 'Bearer realm="compagnon"'
    if "retry_after" in error.facts:
        response.headers["Retry-After"] = str(error.facts["retry_after"])
    return response
