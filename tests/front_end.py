"""Where the front end has not been built, pages are served with addresses that lead nowhere."""

from types import SimpleNamespace

from flask import Flask

from app.ui.views import BUILT


def stand_in_where_not_built(app: Flask) -> None:
    if not (BUILT / "manifest.json").is_file():
        app.jinja_env.globals.update(
            asset=lambda name: SimpleNamespace(js=f"/assets/{name}", css=[], preload=[]),
            asset_url=lambda name: f"/assets/{name}",
        )
