"""An installation with a provider, and people who have accounts there."""

import json
import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from flask import Flask
from flask.testing import FlaskClient
from pydantic import SecretStr

from app.kernel.ids import new_id
from app.people.provider import open_provider
from app.settings import Settings
from tests.cast import Cast
from tests.outside import go_there_and_back
from tests.pages import post

NADIA = "nadia@liege.example"
BUTTON = "Continuer avec Wallonie"
Rules = Callable[..., None]


@pytest.fixture
def settings(settings: Settings, provider: str) -> Settings:
    return settings.model_copy(
        update={
            "oidc_issuer": provider,
            "oidc_client_id": "compagnon",
            "oidc_client_secret": SecretStr("between us"),
            "oidc_name": "Wallonie",
        }
    )


@pytest.fixture
def rules(app: Flask) -> Rules:
    """Other settings for the rest of the test."""

    def change(**settings: object) -> None:
        running = app.extensions["compagnon"]
        running.settings = running.settings.model_copy(update=settings)
        open_provider(app, running.settings)

    return change


@pytest.fixture
def subject() -> str:
    """A name at the provider that no other test has used."""
    return new_id().hex


@pytest.fixture
def linked(client: FlaskClient, cast: Cast, subject: str) -> str:
    """Nadia has linked this account, and is signed out."""
    cast.learner.sit_down(client)
    go_there_and_back(client, subject, "/profile/outside/show")
    post(client, "/profile/outside", page="/profile/outside")
    client.delete_cookie("compagnon")
    return subject


@pytest.fixture
def impostor() -> Iterator[tuple[str, list[str]]]:
    """A server that says it is another provider, or breaks under `/broken`; and what it was asked."""
    asked: list[str] = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            here = f"http://{self.headers['Host']}"
            told = {"issuer": "https://elsewhere.example", "authorization_endpoint": f"{here}/authorize"}
            self.send_response(500 if "broken" in self.path else 200)
            self.end_headers()
            self.wfile.write(json.dumps(told).encode())

        def log_message(self, *_args: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
        thread.start()
        yield f"http://127.0.0.1:{server.server_address[1]}", asked
        server.shutdown()
        thread.join()
