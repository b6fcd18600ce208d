"""Work over some 5 ms of CPU (hashing, pictures): off the gevent hub, a plain call among threads."""

from collections.abc import Callable
from typing import Any, ParamSpec, TypeVar

Args = ParamSpec("Args")
Result = TypeVar("Result")

_pool: Any = None


def use_pool(pool: Any) -> None:
    """Give the gevent hub's thread pool; without one, work runs where it is called."""
    global _pool
    _pool = pool


def run_blocking(work: Callable[Args, Result], *args: Args.args, **kwargs: Args.kwargs) -> Result:
    if _pool is None:
        return work(*args, **kwargs)
    result: Result = _pool.apply(work, args, kwargs)
    return result
