"""Services that are started once for the run and shared by xdist's workers."""

import fcntl
import json
import os
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager
from pathlib import Path

import pytest


@contextmanager
def one_for_the_run(
    name: str,
    tmp_path_factory: pytest.TempPathFactory,
    start: Callable[[], AbstractContextManager[str]],
) -> Iterator[str]:
    """The address of a service. The first worker starts it; the last one to leave stops it.

    The worker that started it waits for the others to be gone, so that the process stays its child.
    """
    # Workers have folders of their own inside the run's; without them, the run's is the only one.
    base = tmp_path_factory.getbasetemp()
    folder = base.parent if "PYTEST_XDIST_WORKER" in os.environ else base
    lock_path, note = folder / f"{name}.lock", folder / f"{name}.json"
    with ExitStack() as stack:
        with _locked(lock_path):
            if note.exists():
                known = json.loads(note.read_text())
            else:
                known = {"address": stack.enter_context(start()), "users": 0}
            known["users"] += 1
            note.write_text(json.dumps(known))
        owner = len(stack._exit_callbacks) > 0
        yield known["address"]
        with _locked(lock_path):
            known = json.loads(note.read_text())
            known["users"] -= 1
            note.write_text(json.dumps(known))
        if owner:
            _wait_until_unused(lock_path, note)


def _wait_until_unused(lock_path: Path, note: Path) -> None:
    import time

    for _ in range(1200):
        with _locked(lock_path):
            if json.loads(note.read_text())["users"] <= 0:
                note.unlink()
                return
        time.sleep(0.5)


@contextmanager
def _locked(path: Path) -> Iterator[None]:
    with path.open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield
