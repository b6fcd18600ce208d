"""The bare reference: what the same machine does with almost nothing around it.

Pages of the same size by Jinja, one sign-in by Flask-Login, two indexed queries, gzip on; events and messages written
with one statement each. Served as ours is: `python -m gunicorn … tests.bench.bare:application`.
"""

import json
import os
import uuid
from datetime import UTC, datetime
from typing import Any

import socketio
from flask import Flask, Response, g, render_template, request
from flask_compress import Compress
from flask_login import LoginManager, UserMixin, current_user, login_required
from sqlalchemy import (
    Column,
    DateTime,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    create_engine,
    event,
    insert,
    select,
)

LEARNERS, ROWS_EACH = 200, 34
COOKIE, SECRET = "bare", "of-no-use-elsewhere"

tables = MetaData()
people = Table("bare_person", tables, Column("id", Integer, primary_key=True), Column("name", String(100)))
lessons = Table(
    "bare_lesson",
    tables,
    Column("id", Integer, primary_key=True),
    Column("person_id", Integer),
    Column("title", String(200)),
    Column("told", String(500)),
    Index("ix_bare_lesson_person", "person_id"),
)
steps = Table(
    "bare_step",
    tables,
    Column("id", String(36), primary_key=True),
    Column("person_id", Integer, index=True),
    Column("verb", String(20)),
    Column("at", DateTime(timezone=True)),
)
messages = Table(
    "bare_message",
    tables,
    Column("client_id", String(36), primary_key=True),
    Column("conversation", String(40), index=True),
    Column("text", String(4000)),
    Column("at", DateTime(timezone=True)),
)


class Guest(UserMixin):  # type: ignore[misc]
    def __init__(self, person_id: int, name: str) -> None:
        self.id, self.name = person_id, name


def open_engine(url: str) -> Any:
    engine = create_engine(url, pool_size=20, max_overflow=20)
    if engine.dialect.name == "sqlite":

        @event.listens_for(engine, "connect")
        def connect(connection: Any, _record: Any) -> None:
            for pragma in ("journal_mode=WAL", "synchronous=FULL", "busy_timeout=5000"):
                connection.execute(f"PRAGMA {pragma}")

    return engine


def fill(url: str) -> None:
    """Create the tables and what the pages show."""
    engine = open_engine(url)
    tables.create_all(engine)
    told = "Contrôler l’absence de tension entre chaque conducteur et la terre, puis entre conducteurs. " * 3
    with engine.begin() as connection:
        connection.execute(
            insert(people), [{"id": each, "name": f"Personne {each}"} for each in range(1, LEARNERS + 1)]
        )
        connection.execute(
            insert(lessons),
            [
                {"person_id": each, "title": f"Étape {at} : vérifier avant d’agir", "told": told}
                for each in range(1, LEARNERS + 1)
                for at in range(ROWS_EACH)
            ],
        )
    engine.dispose()


def make_app(engine: Any) -> Flask:
    app = Flask(__name__)
    app.config.update(SECRET_KEY=SECRET, SESSION_COOKIE_NAME=COOKIE)
    Compress(app)
    manager = LoginManager(app)

    @manager.user_loader  # type: ignore[untyped-decorator]
    def load(person_id: str) -> Guest | None:
        g.connection = engine.connect()
        found = g.connection.execute(select(people).where(people.c.id == int(person_id))).first()
        return Guest(found.id, found.name) if found else None

    @app.teardown_request
    def close(_error: BaseException | None) -> None:
        connection = g.pop("connection", None)
        if connection is not None:
            connection.close()

    @app.get("/page")
    @login_required  # type: ignore[untyped-decorator]
    def page() -> str:
        rows = g.connection.execute(select(lessons).where(lessons.c.person_id == current_user.id)).all()
        return render_template("bare_page.html", person=current_user, rows=rows)

    @app.get("/sign-in")
    def sign_in() -> str:
        return render_template("bare_sign_in.html")

    @app.get("/readyz")
    def ready() -> str:
        return "ready"

    @app.post("/events")
    @login_required  # type: ignore[untyped-decorator]
    def write() -> Response:
        given, at = request.get_json()["events"], datetime.now(UTC)
        rows = [
            {"id": each["id"], "person_id": current_user.id, "verb": each["verb"], "at": at} for each in given
        ]
        g.connection.execute(insert(steps), rows)
        g.connection.commit()
        return Response(json.dumps([row["id"] for row in rows]), content_type="application/json")

    return app


def make_sockets(engine: Any) -> socketio.Server:
    mode = "threading" if engine.dialect.name == "sqlite" else "gevent"
    server = socketio.Server(
        async_mode=mode, async_handlers=False, namespaces=["/chat"], transports=["websocket"]
    )

    @server.on("connect", namespace="/chat")  # type: ignore[untyped-decorator]
    def arrive(sid: str, _environ: dict[str, Any], auth: dict[str, str]) -> None:
        server.enter_room(sid, auth["token"], namespace="/chat")

    @server.on("send", namespace="/chat")  # type: ignore[untyped-decorator]
    def send(_sid: str, data: dict[str, str]) -> dict[str, Any]:
        with engine.begin() as connection:
            connection.execute(insert(messages), {**data, "at": datetime.now(UTC)})
        message = {"id": str(uuid.uuid4()), **data}
        server.emit("message", message, room=data["conversation"], namespace="/chat")
        return {"ok": True, "message": message}

    return server


def serve() -> socketio.WSGIApp:
    engine = open_engine(os.environ["BARE_DATABASE_URL"])
    return socketio.WSGIApp(make_sockets(engine), make_app(engine))


if "BARE_DATABASE_URL" in os.environ:
    application = serve()
