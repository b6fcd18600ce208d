"""What one says of oneself or not."""

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from app.kernel.access import needs
from app.kernel.identity import signed_in_actor
from app.kernel.unit_of_work import commit, session
from app.people.optional.asking import take_gender_back, tell_gender
from app.people.optional.models import Gender
from app.people.pages import pages


@pages.post("/profile/data/gender")
@needs("signed_in")
def tell_own_gender() -> ResponseReturnValue:
    said = request.form.get("gender", "")
    if said not in list(Gender):
        flash(gettext("Choisissez une réponse, ou laissez sans réponse."))
        return redirect(url_for("people.own_data", _anchor="choices"), 303)
    tell_gender(session(), signed_in_actor(), gender=Gender(said))
    commit()
    flash(gettext("C’est enregistré."))
    return redirect(url_for("people.own_data", _anchor="choices"), 303)


@pages.post("/profile/data/gender/erase")
@needs("signed_in")
def take_own_gender_back() -> ResponseReturnValue:
    take_gender_back(session(), signed_in_actor())
    commit()
    flash(gettext("Votre réponse est effacée."))
    return redirect(url_for("people.own_data", _anchor="choices"), 303)
