"""One's own page: name, language, password, and the browsers one is signed in with."""

from uuid import UUID

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from app.kernel.access import needs
from app.kernel.errors import DomainError
from app.kernel.i18n import speaking
from app.kernel.identity import signed_in_actor
from app.kernel.unit_of_work import commit, database, session
from app.people.forms import ChangePasswordForm, ProfileForm
from app.people.known_browsers import known_browser
from app.people.pages import pages
from app.people.passwords import hash_password
from app.people.queries import get_person
from app.people.services.profile import change_profile, choose_password, close_other_doors
from app.people.services.sign_in import WrongPassword, account_of_email, check_password, close_door
from app.people.sittings import list_browsers
from app.ui.forms import refuse


@pages.get("/profile")
@needs("signed_in")
def profile() -> ResponseReturnValue:
    return _profile_page()


def _profile_page(*, form: ProfileForm | None = None, password: ChangePasswordForm | None = None) -> str:
    actor = signed_in_actor()
    person = get_person(session(), actor.id)
    return render_template(
        "people/profile.html",
        form=form or ProfileForm(formdata=None, obj=person),
        password_form=password or ChangePasswordForm(formdata=None),
        person=person,
        browsers=list_browsers(session(), actor, address=request.remote_addr or ""),
    )


@pages.post("/profile")
@needs("signed_in")
def change_own_profile() -> ResponseReturnValue:
    form = ProfileForm()
    if not form.validate():
        return _profile_page(form=form), 422
    change_profile(
        session(),
        signed_in_actor(),
        given_name=form.given_name.data,
        family_name=form.family_name.data or "",
        phone=form.phone.data or "",
        language=form.language.data,
    )
    commit()
    with speaking(form.language.data):
        flash(gettext("C’est enregistré."))
    return redirect(url_for("people.profile"), 303)


@pages.post("/profile/password")
@needs("signed_in")
def change_own_password() -> ResponseReturnValue:
    form, actor = ChangePasswordForm(), signed_in_actor()
    if not form.validate():
        return _profile_page(password=form), 422
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
        choose_password(session(), actor, password_hash=hash_password(form.password.data))
    except WrongPassword:
        form.current.errors = [gettext("Ce n’est pas votre mot de passe actuel.")]
        return _profile_page(password=form), 422
    except DomainError as error:
        refuse(form, error, "password")
        return _profile_page(password=form), 422
    commit()
    flash(gettext("Votre mot de passe est changé. Vos autres sessions sont fermées."))
    return redirect(url_for("people.profile"), 303)


@pages.post("/profile/sittings/<uuid:sitting_id>/close")
@needs("signed_in")
def close_sitting(sitting_id: UUID) -> ResponseReturnValue:
    close_door(session(), signed_in_actor(), door_id=sitting_id)
    commit()
    flash(gettext("Cette session est fermée."))
    return redirect(url_for("people.profile"), 303)


@pages.post("/profile/sittings/close-others")
@needs("signed_in")
def close_other_sittings() -> ResponseReturnValue:
    close_other_doors(session(), signed_in_actor())
    commit()
    flash(gettext("Vos autres sessions sont fermées."))
    return redirect(url_for("people.profile"), 303)
