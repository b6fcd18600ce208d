"""What is kept of oneself, and a copy of it; what it is about for who has no account yet."""

from typing import Any
from uuid import UUID

from flask import Response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from werkzeug.wsgi import FileWrapper
from wtforms import PasswordField
from wtforms.validators import InputRequired, Length

from app.kernel.access import PUBLIC, needs
from app.kernel.errors import DomainError
from app.kernel.identity import signed_in_actor
from app.kernel.runtime import runtime
from app.kernel.unit_of_work import commit, database, session
from app.people.forms import TOO_LONG
from app.people.keeping import Group, Kept, count_kept, parts
from app.people.keeping_words import GROUP_NAMES
from app.people.kept_choices import GENDER_NAMES
from app.people.known_browsers import known_browser
from app.people.looks import list_looks
from app.people.optional.asking import find_gender
from app.people.optional.models import Gender
from app.people.pages import pages
from app.people.panels import own_places
from app.people.queries import get_person
from app.people.receptions import list_receptions
from app.people.records.asking import ask_record, find_record, get_made, until
from app.people.services.sign_in import account_of_email, check_password
from app.people.sittings import is_fresh
from app.people.views.asking import with_status
from app.ui.forms import refuse

#: As many looks as one reads; the copy has them all.
LOOKS_SHOWN = 20
PIECE = 256 * 1024


class ConfirmForm(FlaskForm):  # type: ignore[misc]
    """That it is really the person who asks, in a browser that was left open."""

    current = PasswordField(
        _("Mot de passe actuel"),
        [InputRequired(_("Écrivez votre mot de passe actuel.")), Length(max=200, message=TOO_LONG)],
        render_kw={"autocomplete": "current-password"},
    )


@pages.get("/profile/data")
@needs("signed_in")
def own_data() -> ResponseReturnValue:
    form = ConfirmForm(formdata=None)
    # The page asks again for this part of it while a copy is being made.
    if request.headers.get("HX-Request") == "true":
        return render_template("people/_record.html", form=form, **_copy_facts())
    return _data_page(form)


def _data_page(form: ConfirmForm) -> str:
    actor = signed_in_actor()
    counts = count_kept(session(), actor.id)
    told = parts()
    return render_template(
        "people/own_data.html",
        groups=_grouped([each for each in told if counts[each.name]]),
        empty=[each for each in told if not counts[each.name]],
        counts=counts,
        looks=list_looks(session(), actor.id, limit=LOOKS_SHOWN),
        gender=find_gender(session(), actor.id),
        genders=[(gender.value, GENDER_NAMES[gender]) for gender in Gender],
        places=[(place.title(), place.address(actor.id)) for place in own_places()],
        form=form,
        **_copy_facts(),
    )


def _copy_facts() -> dict[str, Any]:
    """What the person's copy is about: where it stands, and how they show that it is they who ask."""
    actor = signed_in_actor()
    person, record = get_person(session(), actor.id), find_record(session(), actor.id)
    return {
        "record": record,
        "record_until": until(record) if record else None,
        "is_fresh": is_fresh(session(), actor),
        "has_password": bool(person.password_hash and person.email),
    }


def _grouped(told: list[Kept]) -> list[tuple[str, list[Kept]]]:
    """Under their headings, without those that have none."""
    held = [(str(GROUP_NAMES[group]), [each for each in told if each.group is group]) for group in Group]
    return [(title, parts) for title, parts in held if parts]


@pages.post("/profile/data/record")
@needs("signed_in")
def ask_own_record() -> ResponseReturnValue:
    actor, running = signed_in_actor(), runtime()
    if not is_fresh(session(), actor):
        refused = _refused_unconfirmed()
        if refused:
            return refused
    ask_record(session(), actor)
    commit()
    if running.jobs:
        running.jobs.do_soon("make_records")
    return redirect(url_for("people.own_data", _anchor="copy"), 303)


def _refused_unconfirmed() -> ResponseReturnValue | None:
    """An open browser that someone left must not be enough to carry everything away."""
    actor, form = signed_in_actor(), ConfirmForm()
    if not form.validate():
        return _data_page(form), 422
    email = get_person(session(), actor.id).email or ""
    session().rollback()  # hashing must not hold the write lock
    try:
        check_password(
            database(),
            email=email,
            password=form.current.data,
            address=request.remote_addr or "",
            browser=known_browser(account_of_email(email)),
        )
    except DomainError as error:
        refuse(form, error, "current")
        return with_status(_data_page(form), error)
    return None


@pages.get("/profile/data/record/<uuid:record_id>")
@needs("signed_in")
def own_record(record_id: UUID) -> ResponseReturnValue:
    record = get_made(session(), signed_in_actor(), record_id)
    file, size = runtime().store.open(record.key)
    if size <= PIECE:
        with file:
            response = Response(file.read())
    else:
        response = Response(FileWrapper(file, PIECE), direct_passthrough=True)
        response.content_length = size
    response.content_type = "application/zip"
    response.headers["Content-Disposition"] = (
        f'attachment; filename="compagnon-{record.asked_at:%Y-%m-%d}.zip"'
    )
    response.headers["Cache-Control"] = "private, no-store"
    return response


@pages.get("/privacy")
@needs(PUBLIC)
def privacy() -> ResponseReturnValue:
    """For everybody: who answers for it, what is kept, why and until when."""
    return render_template(
        "people/privacy.html", contacts=list_receptions(session()), groups=_grouped(parts())
    )
