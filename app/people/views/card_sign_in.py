"""Signing in with a printed card: two fields; the first time, a word of welcome."""

from flask import redirect, render_template, request
from flask.typing import ResponseReturnValue

from app.kernel.access import PUBLIC, needs
from app.kernel.errors import DomainError
from app.kernel.identity import current_actor
from app.kernel.paths import local_path
from app.kernel.unit_of_work import database, session
from app.people.cards import contacts_of_code, readable_code, spaced
from app.people.forms import CardForm
from app.people.known_browsers import known_browser, remember_browser
from app.people.models import Means
from app.people.pages import pages
from app.people.services.cards import account_of_card, check_card
from app.people.views.asking import ask_by_card, with_status
from app.people.views.coming_in import come_in
from app.ui.forms import refuse


@pages.get("/card")
@needs(PUBLIC)
def show_card_sign_in() -> ResponseReturnValue:
    """The short address on every card; the picture on it brings the code along."""
    target = local_path(request.args.get("next"))
    if current_actor():
        return redirect(target, 303)
    form = CardForm(formdata=None, code=spaced(readable_code(request.args.get("code", ""))[:8]))
    return ask_by_card(form, target)


@pages.post("/card")
@needs(PUBLIC)
def sign_in_by_card() -> ResponseReturnValue:
    form, target = CardForm(), local_path(request.form.get("next"))
    if not form.validate():
        return ask_by_card(form, target), 422
    code = readable_code(form.code.data)
    # Hashing takes a while: whatever was read so far must not hold the write lock meanwhile.
    session().rollback()
    account = account_of_card(code)
    try:
        person_id = check_card(
            database(),
            code=code,
            pin=form.pin.data.strip(),
            address=request.remote_addr or "",
            browser=known_browser(account),
        )
    except DomainError as error:
        return _refused(form, target, code, error)
    remember_browser(account)
    return come_in(person_id, Means.CARD, target)


def _refused(form: CardForm, target: str, code: str, error: DomainError) -> ResponseReturnValue:
    """What is wrong, and the centre to call; as much for a code that nobody has."""
    refuse(form, error)
    with database().reading() as looking:
        contacts = contacts_of_code(looking, code)
    return with_status(ask_by_card(form, target, contacts), error)


@pages.get("/welcome")
@needs("signed_in")
def welcome() -> ResponseReturnValue:
    """After the first card: which language, and one button."""
    return render_template("people/welcome.html", next=local_path(request.args.get("next")))
