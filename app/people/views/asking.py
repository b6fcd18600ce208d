"""The pages that ask who is there: by e-mail or by card, the way that was taken last in this browser first."""

from typing import Any

from flask import Response, make_response, render_template, request

from app.kernel.errors import DomainError
from app.kernel.paths import local_path
from app.people.actor import Contact
from app.people.forms import CardForm, SignInForm
from app.people.known_browsers import last_way
from app.people.views.kept import kept_before


def ask_by_mail(form: SignInForm, target: str) -> str:
    """The sign-in page; over what a person was sending when their sitting ended, where there is such a thing."""
    again, kept = local_path(request.form.get("again"), ""), list(kept_before())
    if again:
        return ask_again(again, kept, target=target, form=form, way="mail")
    return render_template("people/sign_in.html", form=form, next=target, again="", kept=[])


def ask_by_card(card: CardForm, target: str, contacts: list[Contact] | None = None) -> str:
    again, kept = local_path(request.form.get("again"), ""), list(kept_before())
    if again:
        return ask_again(again, kept, target=target, card=card, way="card", contacts=contacts)
    return render_template(
        "people/sign_in_by_card.html", card=card, next=target, contacts=contacts or [], again="", kept=[]
    )


def ask_again(
    again: str,
    kept: list[tuple[str, str]],
    *,
    target: str = "/",
    form: SignInForm | None = None,
    card: CardForm | None = None,
    **more: Any,
) -> str:
    return render_template(
        "people/sitting_ended.html",
        form=form or SignInForm(formdata=None),
        card=card or CardForm(formdata=None),
        next=target,
        again=again,
        kept=kept,
        way=more.get("way") or last_way(),
        contacts=more.get("contacts") or [],
    )


def with_status(page: str, error: DomainError) -> Response:
    """The page again, saying how long to wait where that is why."""
    response = make_response(page, 429 if error.status == 429 else 422)
    if "retry_after" in error.facts:
        response.headers["Retry-After"] = str(error.facts["retry_after"])
    return response
