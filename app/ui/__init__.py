"""The floor of what people see: layouts, components, design tokens, and the built front end."""

from flask import Flask

from app.kernel.refusals import show_refusals_with
from app.kernel.spoken import say_language
from app.ui import api_pages
from app.ui.assets import Assets
from app.ui.errors import show_refusal
from app.ui.opening import say_open_days
from app.ui.shell import init_shell
from app.ui.views import BUILT, pages

__all__ = ["register"]


def register(app: Flask, *, demo: bool) -> None:
    """Offer the layouts, macros and `shell` to every template, and the built files at /assets."""
    assets = Assets(BUILT / "manifest.json")
    app.extensions["compagnon_assets"] = assets
    app.jinja_env.globals.update(asset=assets.entry, asset_url=assets.url)
    app.jinja_env.filters["lang"] = say_language
    app.jinja_env.filters["said_open_days"] = say_open_days
    init_shell(app, demo=demo)
    show_refusals_with(app, show_refusal)
    app.register_blueprint(pages)
    app.register_blueprint(api_pages.pages)
