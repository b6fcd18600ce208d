"""The kinds of things that are found, and who finds them."""

from flask import Flask
from flask_babel import lazy_gettext

from app.kernel.search import add_kind, find_with
from app.learning import finding as learning
from app.search import api, views
from app.studio import finding as studio


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
