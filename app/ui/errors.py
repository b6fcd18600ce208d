"""The pages that say no, and the toast where only a part of a page was asked for."""

import json
from collections.abc import Callable

from flask import Response, g, make_response, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from app.kernel.errors import Denied, DomainError
from app.kernel.sentences import sentence_for

OWN_PAGES = {403: "ui/errors/403.html", 404: "ui/errors/404.html", 429: "ui/errors/429.html"}
Answer = Callable[[DomainError], ResponseReturnValue]

_answers: dict[str, Answer] = {}


def answer_with(code: str, answer: Answer) -> None:
    """Let a domain answer one code by a page of its own."""
    _answers[code] = answer


def show_refusal(error: DomainError) -> ResponseReturnValue:
    """A page in the person's language that says what, why and what to do."""
    if request.headers.get("HX-Request") == "true":
        return _toast(error)
    if error.code in _answers:
        return _answers[error.code](error)
    return refusal_page(error)


def refusal_page(error: DomainError) -> Response:
    g.is_failing = error.status >= 500
    # What is refused for another reason than a role says that reason.
    is_told = error.status == 403 and error.code != Denied.code
    template = "ui/errors/refused.html" if is_told else OWN_PAGES.get(error.status, "ui/errors/refused.html")
    if error.status >= 500:
        template = "ui/errors/503.html" if error.status == 503 else "ui/errors/500.html"
    response = make_response(
        render_template(
            template,
            sentence=sentence_for(error.code, error.facts),
            request_id=g.get("request_id", ""),
        ),
        error.status,
    )
    return _with_wait(response, error)


def _toast(error: DomainError) -> Response:
    """Nothing of the page is replaced, so that what was typed stays; the reason is said."""
    sentence = sentence_for(error.code, error.facts)
    if error.status == 401:
        sentence = gettext(
            "Votre session a pris fin. Connectez-vous dans un autre onglet : votre texte reste ici."
        )
    response = Response(status=error.status)
    response.headers["HX-Reswap"] = "none"
    response.headers["HX-Trigger"] = json.dumps({"toast": {"text": sentence}})
    return _with_wait(response, error)


def _with_wait(response: Response, error: DomainError) -> Response:
    if "retry_after" in error.facts:
        response.headers["Retry-After"] = str(error.facts["retry_after"])
    return response
