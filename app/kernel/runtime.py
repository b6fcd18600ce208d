"""The kernel of one process, opened in order; and what starts and stops with the server."""

import gc
from collections.abc import Callable
from dataclasses import dataclass

import redis
from flask import Flask, current_app, g, request
from flask_compress import Compress
from sqlalchemy import text

from app.kernel import access, failpoints, health
from app.kernel.api import check_call, init_api
from app.kernel.db import Database
from app.kernel.figures import init_figures
from app.kernel.i18n import init_i18n
from app.kernel.identity import Doors, current_actor, init_identity
from app.kernel.incoming import Incoming
from app.kernel.jobs import Jobs
from app.kernel.limits import init_limits
from app.kernel.logs import init_logs
from app.kernel.looks import init_looks
from app.kernel.mail import Mailer, carrier_for
from app.kernel.numbers import init_numbers
from app.kernel.outbox import Dispatcher, handle
from app.kernel.readable import check_readable
from app.kernel.realtime import go_live
from app.kernel.refusals import init_refusals
from app.kernel.security import init_security
from app.kernel.seeing import init_seeing
from app.kernel.sockets import Sockets
from app.kernel.storage import Store, store_for
from app.kernel.templates import Environment
from app.kernel.unit_of_work import init_units
from app.settings import Settings

# Objects made before a look for garbage, where Python's own 700 are one tenth of a page.
GARBAGE_AFTER = 20_000


@dataclass
class Runtime:
    """What one process holds, found by `runtime()`."""

    settings: Settings
    database: Database
    store: Store
    incoming: Incoming
    mailer: Mailer
    sockets: Sockets
    dispatcher: Dispatcher
    jobs: Jobs | None = None


def runtime() -> Runtime:
    found: Runtime = current_app.extensions["compagnon"]
    return found


def init_kernel(app: Flask, settings: Settings, doors: Doors) -> None:
    settings.instance.mkdir(mode=0o700, parents=True, exist_ok=True)
    app.jinja_environment = Environment
    failpoints.arm(settings.compagnon_failpoints)
    database = Database(settings.database)
    init_logs(app, settings.log_level)
    init_figures(app, asked=settings.metrics)
    init_units(app, database)
    init_looks(app, database)
    init_security(app, settings)
    init_identity(app, doors)
    init_i18n(app, settings.default_language, settings.time_zone)
    init_api(app)
    init_numbers(app)
    # A long page in half the time that level 6 takes, for 6 % more bytes.
    app.config["COMPRESS_LEVEL"] = 4
    # What browsers of today take: zstd's own choice, 3, made the longest unit heavier than a later page may be.
    app.config["COMPRESS_ZSTD_LEVEL"] = 6
    Compress(app)
    app.jinja_env.auto_reload = False
    _know_caller(app)
    init_limits(app, settings)
    init_seeing(app, database, doors)
    _guard(app)
    init_refusals(app)
    sockets = Sockets(app, database, settings, doors)
    go_live(sockets)
    mailer = Mailer(carrier_for(settings.mail_url, settings.instance), settings.mail_from)
    handle(mailer.duty())
    app.extensions["compagnon"] = Runtime(
        settings,
        database,
        store_for(settings.media_url, settings.instance),
        Incoming(settings.instance / "media" / "incoming"),
        mailer,
        sockets,
        Dispatcher(database),
    )
    health.allow_metrics(settings.metrics, settings.instance)
    app.wsgi_app = sockets.in_front_of(app.wsgi_app)  # type: ignore[method-assign]


def _know_caller(app: Flask) -> None:
    @app.before_request
    def find_caller() -> None:
        """Public calls find out by themselves who is there: looking would open a writing transaction, and signing in
        hashes a password outside any."""
        if request.endpoint and access.policy_of(app.view_functions[request.endpoint]) != access.PUBLIC:
            current_actor()


def _guard(app: Flask) -> None:
    @app.before_request
    def let_in_or_refuse() -> None:
        if request.endpoint is None:
            return
        access.authorise(app.view_functions[request.endpoint], g.get("actor"))
        check_call()
        check_readable()


def start(app: Flask) -> None:
    """Start what runs beside requests; called in the server's process, never by commands or tests."""
    with app.app_context():
        running = runtime()
        running.dispatcher.start()
        running.sockets.start()
        running.jobs = Jobs(app, running.database, running.settings)
        if running.settings.is_embedded:
            running.jobs.start()
        if running.settings.redis_url:
            watch = redis.Redis.from_url(
                running.settings.redis_url, socket_timeout=1, socket_connect_timeout=1
            )
            health.ready_when("redis", lambda: None if watch.ping() else "no answer")
        health.ready_when("jobs", running.jobs.find_fault)
        health.tell("jobs", running.jobs.find_state)
        health.ready_when("schema", lambda: _find_fault(running.database))
        health.ready_when("outbox", lambda: None if running.dispatcher.is_alive() else "dispatcher stopped")

    _spare_what_stays()


def _spare_what_stays() -> None:
    """Code and templates live as long as the process: looking through them for garbage took a tenth of a page."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(GARBAGE_AFTER, 10, 10)


def _find_fault(database: Database) -> str | None:
    """Whether the database answers, and was migrated. Raises SQLAlchemyError where it does not."""
    with database.reading() as session:
        found = session.execute(text("SELECT version_num FROM alembic_version")).first()
    return None if found else "not migrated"


def say_goodbye(app: Flask, *, then: Callable[[], None]) -> None:
    """Say not ready, send the sockets away, and end by `then`: at once, or when a balancer has had its time to see it.

    Returns at once, as a signal handler calls it.
    """
    health.announce_stop()
    running: Runtime = app.extensions["compagnon"]
    drain = running.settings.drain_seconds

    def leave() -> None:
        running.sockets.stop()
        if drain:
            running.sockets.server.sleep(drain)
            then()

    running.sockets.server.start_background_task(leave)
    if not drain:
        then()


def stop(app: Flask) -> None:
    """Stop what `start` started, once requests are over."""
    health.announce_stop()
    running: Runtime = app.extensions["compagnon"]
    running.sockets.stop()
    running.dispatcher.stop()
    if running.jobs:
        running.jobs.stop()
