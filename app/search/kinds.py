"""The kinds of things that are found, and who finds them."""

from flask import Flask
from flask_babel import lazy_gettext

from app.centres import finding as centres
from app.chat import finding as chat
from app.in_centre import finding as in_centre
from app.kernel.search import add_kind, find_with
from app.learning import finding as learning
from app.people import finding as people
from app.search import api, views
from app.studio import finding as studio
from app.tutoring import finding as tutoring


def mount_search(app: Flask) -> None:
    _gather_kinds()
    app.register_blueprint(api.api)
    app.register_blueprint(views.pages)


def _gather_kinds() -> None:
    """Whoever learns a module is led to it as a learner, also who writes it."""
    readers = ("learner", "trainer")
    add_kind("modules", lazy_gettext("Modules"), "book", 10, readers)
    find_with("modules", learning.find_modules)
    find_with("modules", studio.find_modules)
    add_kind("units", lazy_gettext("Unités"), "list", 20, readers)
    find_with("units", learning.find_units)
    find_with("units", studio.find_units)
    companions = ("tutor", "centre_manager", "network_manager")
    add_kind("people", lazy_gettext("Personnes"), "users", 30, companions)
    find_with("people", tutoring.find_learners)
    find_with("people", people.find_colleagues)
    find_with("people", centres.find_managers)
    add_kind("messages", lazy_gettext("Messages"), "message", 40, ("signed_in",))
    find_with("messages", chat.find_messages)
    add_kind("sessions", lazy_gettext("Séances"), "calendar", 50, ("learner", "workshop"))
    find_with("sessions", in_centre.find_sessions)
