"""Seeing the pages as someone does, to help them; and who saw them as oneself."""

from uuid import UUID

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from markupsafe import Markup

from app.kernel.access import needs
from app.kernel.errors import NotFound
from app.kernel.identity import current_actor, signed_in_actor
from app.kernel.seeing import acts_while_seeing
from app.kernel.unit_of_work import commit, session
from app.people.forms import SeeingForm
from app.people.looks import list_looks
from app.people.models import Person, SeeingReason
from app.people.pages import pages
from app.people.seeings import find_people, list_seeings
from app.people.services import seeing as services
from app.ui.forms import refuse


@pages.app_template_global()
def seen_bar() -> Markup:
    """Above every page: as whom it is seen, or that someone saw the pages as this person."""
    actor = current_actor()
    if actor is None or not (actor.seen_by or actor.has_notice):
        return Markup()
    return Markup(render_template("people/_seen.html", actor=actor))  # noqa: S704  escaped by the template


@pages.get("/see-as")
@needs("journal")
def look_for_seen() -> ResponseReturnValue:
    search = request.args.get("q", "").strip()
    return render_template(
        "people/see_as.html", search=search, people=find_people(session(), signed_in_actor(), search)
    )


@pages.get("/see-as/<uuid:person_id>")
@needs("journal")
def ask_seeing(person_id: UUID) -> ResponseReturnValue:
    person, _centres = services.get_seen(session(), signed_in_actor(), person_id)
    return _ask(person, SeeingForm(formdata=None))


def _ask(person: Person, form: SeeingForm) -> str:
    return render_template("people/see_as_person.html", person=person, form=form)


@pages.post("/see-as/<uuid:person_id>")
@needs("journal")
def begin_seeing(person_id: UUID) -> ResponseReturnValue:
    form, actor = SeeingForm(), signed_in_actor()
    person, _centres = services.get_seen(session(), actor, person_id)
    if not form.validate():
        return _ask(person, form), 422
    try:
        services.begin_seeing(
            session(),
            actor,
            person_id=person_id,
            reason=SeeingReason(form.reason.data),
            words=form.words.data or "",
        )
    except services.SeeingWithoutWords as error:
        refuse(form, error, "words")
        return _ask(person, form), 422
    commit()
    return redirect("/", 303)


@pages.post("/see-as/end")
@needs("signed_in")
@acts_while_seeing
def end_seeing() -> ResponseReturnValue:
    """Also where it has just run out by itself: one is back all the same."""
    seer = signed_in_actor().seen_by
    if seer is not None:
        try:
            services.end_seeing(session(), seer)
            commit()
        except NotFound:
            session().rollback()
    flash(gettext("Vous voyez de nouveau vos propres pages."))
    return redirect("/", 303)


@pages.get("/profile/looks")
@needs("signed_in")
def own_looks() -> ResponseReturnValue:
    actor = signed_in_actor()
    return render_template(
        "people/looks.html",
        looks=[each for each in list_looks(session(), actor.id) if not each.is_seeing],
        seeings=list_seeings(session(), actor.id),
    )


@pages.post("/profile/looks/read")
@needs("signed_in")
def read_looks() -> ResponseReturnValue:
    services.read_notice(session(), signed_in_actor())
    commit()
    return redirect(url_for("people.own_looks"), 303)
