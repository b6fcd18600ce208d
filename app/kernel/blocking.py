"""Work over some 5 ms of CPU (hashing, pictures): off the gevent hub, a plain call among threads."""

import threading
from collections.abc import Callable
from typing import Any, ParamSpec, TypeVar

Args = ParamSpec("Args")
Result = TypeVar("Result")

_pool: Any = None
# Under gevent this is a lock of greenlets: taken here, before the pool's thread, it never stops the hub.
_alone = threading.Lock()


def use_pool(pool: Any) -> None:
    """Give the gevent hub's thread pool; without one, work runs where it is called."""
    global _pool
    _pool = pool


def run_blocking(work: Callable[Args, Result], *args: Args.args, **kwargs: Args.kwargs) -> Result:
    if _pool is None:
        return work(*args, **kwargs)
    result: Result = _pool.apply(work, args, kwargs)
    return result


def run_alone(work: Callable[Args, Result], *args: Args.args, **kwargs: Args.kwargs) -> Result:
    """`run_blocking` for work that also takes much memory: one at a time in a process."""
    with _alone:
        return run_blocking(work, *args, **kwargs)
