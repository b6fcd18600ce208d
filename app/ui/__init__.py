"""The floor of what people see: layouts, components, design tokens, and the built front end."""

from flask import Flask

from app.ui.assets import Assets
from app.ui.views import BUILT, pages

__all__ = ["register"]


def register(app: Flask) -> None:
    """Offer the layouts and macros to every template, and the built files at /assets."""
    assets = Assets(BUILT / "manifest.json")
    app.jinja_env.globals.update(asset=assets.entry, asset_url=assets.url)
    app.register_blueprint(pages)
