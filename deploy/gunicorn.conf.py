"""How gunicorn serves Compagnon: one process of threads on SQLite, gevent processes on PostgreSQL.

`flask compagnon serve` starts gunicorn with this file; every figure comes from the settings.
"""

import runpy
import signal
from pathlib import Path

# Without importing the application: gevent patches each worker first, and what is imported before stays unpatched.
SETTINGS = Path(__file__).parents[1] / "app" / "settings.py"
settings = runpy.run_path(str(SETTINGS))["load_settings"]()

wsgi_app = "wsgi:application"
bind = f"[{settings.host}]:{settings.port}" if ":" in settings.host else f"{settings.host}:{settings.port}"
if settings.is_embedded:
    worker_class, workers, threads = "gthread", 1, settings.threads
else:
    worker_class, workers = "gevent", settings.workers
preload_app = False
loglevel = settings.log_level.lower()
# With sockets open, stopping takes as long as gunicorn waits for them.
graceful_timeout = 3
timeout = 60
keepalive = 15
# Only TRUSTED_PROXIES counts (kernel/security.py).
forwarded_allow_ips = ""
# gunicorn would open a control socket under the user's home.
control_socket_disable = True


def post_worker_init(worker):
    """The application is loaded and gunicorn's signal handlers are set."""
    from app.kernel import runtime  # noqa: PLC0415 (not before gevent has patched)

    if worker_class == "gevent":
        import gevent  # noqa: PLC0415

        from app.kernel.blocking import use_pool  # noqa: PLC0415

        use_pool(gevent.get_hub().threadpool)
    runtime.start(worker.wsgi)

    def leave(number, frame):
        # At once, not at worker_exit: that comes after gunicorn has waited for the sockets.
        runtime.say_goodbye(worker.wsgi)
        worker.handle_exit(number, frame)

    signal.signal(signal.SIGTERM, leave)


def worker_exit(_server, worker):
    from app.kernel import runtime  # noqa: PLC0415

    if worker.wsgi is not None:
        runtime.stop(worker.wsgi)
