"""One centre, as the network sees it: what it is, who runs it, what it lacks."""

from uuid import UUID

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from app.centres.forms import CentreForm, ManagerForm
from app.centres.pages import pages
from app.centres.queries.centres import get_network_centre, list_managers
from app.centres.services import centres as services
from app.centres.services import managers
from app.centres.views.network import FIELD_OF, name_and_tell, network_lines, said_of, words_of_lines
from app.kernel.access import needs
from app.kernel.errors import DomainError, NotFound
from app.kernel.i18n import today
from app.kernel.identity import signed_in_actor
from app.kernel.unit_of_work import commit, session
from app.network.models import Centre
from app.ui.flashes import flash_with_undo
from app.ui.forms import refuse
from app.ui.opening import say_week


@pages.get("/network/centres/<centre_code>")
@needs("network_manager")
def centre(centre_code: str) -> ResponseReturnValue:
    return _page(_get(centre_code))


def _get(code: str) -> Centre:
    return get_network_centre(session(), signed_in_actor(), code)


def _page(centre: Centre, form: CentreForm | None = None, manager: ManagerForm | None = None) -> str:
    if form is None:
        form = CentreForm(
            formdata=None,
            name=centre.name,
            kind=centre.kind.value,
            sectors=centre.sectors,
            address=centre.address,
        )
        form.keep_sectors_of(centre)
    day = today()
    (line,) = network_lines(centre.id)
    return render_template(
        "centres/centre.html",
        centre=centre,
        line=line,
        form=form,
        manager_form=manager or ManagerForm(formdata=None),
        managers=list_managers(session(), centre.id, day),
        today=day,
        week=say_week(centre.opening_hours),
        **words_of_lines(),
    )


@pages.post("/network/centres/<centre_code>")
@needs("network_manager")
def change_centre(centre_code: str) -> ResponseReturnValue:
    found, form = _get(centre_code), CentreForm()
    form.keep_sectors_of(found)
    if not form.validate():
        return _page(found, form), 422
    try:
        services.change_centre(session(), signed_in_actor(), code=centre_code, facts=form.facts)
    except NotFound:
        raise
    except DomainError as error:
        refuse(form, error, FIELD_OF.get(error.code, ""))
        return _page(found, form), 422
    commit()
    flash(gettext("C’est enregistré."))
    return _back_to(centre_code)


@pages.post("/network/centres/<centre_code>/managers")
@needs("network_manager")
def add_manager(centre_code: str) -> ResponseReturnValue:
    found, form = _get(centre_code), ManagerForm()
    if not form.manager.email:
        form.manager_email.errors = [gettext("Écrivez son adresse e-mail.")]
        return _page(found, manager=form), 422
    if not form.validate():
        return _page(found, manager=form), 422
    try:
        named = name_and_tell(centre_code, form)
    except NotFound:
        raise
    except DomainError as error:
        refuse(form, error, FIELD_OF.get(error.code, ""))
        return _page(found, manager=form), 422
    commit()
    flash(said_of(named))
    return _back_to(centre_code)


@pages.post("/network/centres/<centre_code>/managers/<uuid:membership_id>/end")
@needs("network_manager")
def end_manager(centre_code: str, membership_id: UUID) -> ResponseReturnValue:
    managers.end_manager(session(), signed_in_actor(), code=centre_code, membership_id=membership_id)
    commit()
    flash_with_undo(
        gettext("Ce rôle prend fin ce soir."),
        url_for("centres.keep_manager", centre_code=centre_code, membership_id=membership_id),
    )
    return _back_to(centre_code)


@pages.post("/network/centres/<centre_code>/managers/<uuid:membership_id>/keep")
@needs("network_manager")
def keep_manager(centre_code: str, membership_id: UUID) -> ResponseReturnValue:
    managers.keep_manager(session(), signed_in_actor(), code=centre_code, membership_id=membership_id)
    commit()
    flash(gettext("Ce rôle continue."))
    return _back_to(centre_code)


def _back_to(code: str) -> ResponseReturnValue:
    return redirect(url_for("centres.centre", centre_code=code), 303)
