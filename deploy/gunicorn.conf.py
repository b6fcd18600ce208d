"""How gunicorn serves Compagnon: one process of threads on SQLite, gevent processes on PostgreSQL.

`make run` and `flask compagnon serve` start gunicorn with this file; every figure comes from the settings.
"""

import contextlib
import ctypes
import gc
import os
import runpy
import shutil
import signal
import subprocess
import sys
import threading
from pathlib import Path

# Without importing the application: gevent patches each worker first, and what is imported before stays unpatched.
SETTINGS = Path(__file__).parents[1] / "app" / "settings.py"
loaded = runpy.run_path(str(SETTINGS))
try:
    settings = loaded["load_settings"]()
except loaded["SettingsInvalid"] as invalid:
    sys.exit(str(invalid))
# Whoever starts a whole installation asks for it; a service that was prepared apart does without.
prepares = os.environ.get("COMPAGNON_PREPARES") == "1"
# What gunicorn takes for "start no other worker in its place".
APP_LOAD_ERROR = 4

if settings.metrics and not settings.is_embedded:
    # Read by the library when it is loaded: whichever process is asked then answers for all.
    figures = settings.instance.absolute() / "figures" / str(settings.port)
    os.environ["PROMETHEUS_MULTIPROC_DIR"] = str(figures)

wsgi_app = "wsgi:application"
bind = f"[{settings.host}]:{settings.port}" if ":" in settings.host else f"{settings.host}:{settings.port}"
if settings.is_embedded:
    worker_class, workers, threads = "gthread", 1, settings.threads
else:
    worker_class, workers = "gevent", settings.workers
preload_app = False
loglevel = settings.log_level.lower()
# With sockets open, stopping takes as long as gunicorn waits for them.
graceful_timeout = 3 + settings.drain_seconds
if not settings.is_embedded:
    # A worker counts a proxy's kept connections as work. It gives them up before its master gives it up.
    graceful_timeout += 2
KEPT_SECONDS = 1
timeout = 60
keepalive = 15
# Only TRUSTED_PROXIES counts (kernel/security.py).
forwarded_allow_ips = ""
# What is read at the start stays: looking for garbage in it took a fifth of the start.
gc.disable()
# As glibc's malloc.h numbers them: what a password takes for a moment (19 MB) goes back to the system, and threads share
# two arenas. Without, eight people who signed in at once left 150 MB behind.
M_MMAP_THRESHOLD, M_ARENA_MAX = -3, -8
mallopt = getattr(ctypes.CDLL(None), "mallopt", None)
if mallopt:
    mallopt(M_MMAP_THRESHOLD, 1024 * 1024)
    mallopt(M_ARENA_MAX, 2)
# gunicorn would open a control socket under the user's home.
control_socket_disable = True


def on_starting(_server):
    """Several workers come after one preparation, in a process of its own: this one stays without the application."""
    if settings.metrics and not settings.is_embedded:
        shutil.rmtree(figures, ignore_errors=True)
        figures.mkdir(parents=True)
    if prepares and not settings.is_embedded:
        words = [sys.executable, "-m", "flask", "--app", "wsgi", "compagnon", "prepare"]
        done = subprocess.run(words, check=False)  # noqa: S603
        if done.returncode:
            sys.exit(done.returncode)


def post_worker_init(worker):
    """The application is loaded and gunicorn's signal handlers are set."""
    from app.kernel import runtime  # noqa: PLC0415 (not before gevent has patched)

    gc.enable()
    if prepares and settings.is_embedded:
        # Here, so that the code is read once a start.
        with alive(worker):
            prepare(worker.wsgi)

    if worker_class == "gevent":
        import gevent  # noqa: PLC0415

        from app.kernel.blocking import use_pool  # noqa: PLC0415

        use_pool(gevent.get_hub().threadpool)
        worker.cfg.set("graceful_timeout", KEPT_SECONDS)
    runtime.start(worker.wsgi)

    def leave(number, frame):
        # At once, not at worker_exit: that comes after gunicorn has waited for the sockets.
        runtime.say_goodbye(worker.wsgi, then=lambda: worker.handle_exit(number, frame))

    signal.signal(signal.SIGTERM, leave)


@contextlib.contextmanager
def alive(worker):
    """A long migration must not look like a worker that hangs."""
    done = threading.Event()

    def notify():
        while not done.wait(5):
            worker.notify()

    threading.Thread(target=notify, daemon=True).start()
    try:
        yield
    finally:
        done.set()


def prepare(application):
    """Migrate and seed; ends the server with one sentence when this instance must not be served."""
    from click import ClickException  # noqa: PLC0415

    from app import cli  # noqa: PLC0415

    try:
        with application.app_context():
            cli.prepare()
    except ClickException as refused:
        sys.stderr.write(f"Error: {refused.message}\n")
        sys.exit(APP_LOAD_ERROR)


def child_exit(_server, worker):
    """What a process counted stays in the sum; what it only held is gone with it."""
    if settings.metrics and not settings.is_embedded:
        from prometheus_client.multiprocess import mark_process_dead  # noqa: PLC0415

        mark_process_dead(worker.pid)


def worker_exit(_server, worker):
    from app.kernel import runtime  # noqa: PLC0415

    if worker.wsgi is not None:
        runtime.stop(worker.wsgi)
