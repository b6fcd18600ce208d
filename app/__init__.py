"""Compagnon: create_app() puts settings in and opens the floors in order, nothing else."""

from flask import Flask

from app import cli, wiring
from app.kernel.runtime import init_kernel
from app.settings import Settings, load_settings


def create_app(settings: Settings | None = None) -> Flask:
    app = Flask(__name__, static_folder=None)
    wiring.connect()
    init_kernel(app, settings or load_settings(), wiring.DOORS)
    wiring.mount(app)
    cli.register(app)
    return app
