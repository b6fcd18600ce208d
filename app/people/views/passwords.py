"""A password that was forgotten: a link by mail, used once."""

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from app.kernel.access import PUBLIC, needs
from app.kernel.errors import DomainError
from app.kernel.unit_of_work import commit, database, session
from app.people.forms import ForgottenForm, NewPasswordForm
from app.people.link_requests import link_requests
from app.people.pages import pages
from app.people.passwords import hash_password
from app.people.queries import normal_email
from app.people.services.passwords import LinkSpent, check_link, set_password
from app.ui.forms import refuse


@pages.get("/password/forgot")
@needs(PUBLIC)
def show_forgotten() -> ResponseReturnValue:
    return render_template("people/forgotten.html", form=ForgottenForm(), sent_to="")


@pages.post("/password/forgot")
@needs(PUBLIC)
def forgotten() -> ResponseReturnValue:
    """The same answer, as fast, whether there is an account or not: a duty looks for it later."""
    form = ForgottenForm()
    if not form.validate():
        return render_template("people/forgotten.html", form=form, sent_to=""), 422
    link_requests().write(session(), email=form.email.data)
    commit()
    return render_template("people/forgotten.html", form=form, sent_to=normal_email(form.email.data))


@pages.get("/password/new/<secret>")
@needs(PUBLIC)
def show_new_password(secret: str) -> ResponseReturnValue:
    check_link(session(), secret)
    return render_template("people/new_password.html", form=NewPasswordForm(), secret=secret)


@pages.post("/password/new/<secret>")
@needs(PUBLIC)
def new_password(secret: str) -> ResponseReturnValue:
    with database().reading() as looking:
        check_link(looking, secret)
    form = NewPasswordForm()
    try:
        if form.validate():
            set_password(session(), secret=secret, password_hash=hash_password(form.password.data))
            commit()
            flash(gettext("Votre mot de passe est changé. Connectez-vous avec le nouveau."))
            return redirect(url_for("people.show_sign_in"), 303)
    except LinkSpent:
        raise
    except DomainError as error:
        refuse(form, error, "password")
    return render_template("people/new_password.html", form=form, secret=secret), 422


def show_spent_link(_error: DomainError) -> ResponseReturnValue:
    return render_template("people/link_spent.html"), LinkSpent.status
