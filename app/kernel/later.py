"""Libraries that few requests need, read when the first of them does: a start and each process are the lighter for it."""

from importlib import import_module
from typing import Any


class Later:
    """Stands for a module until something of it is asked for. The import lock lets only one thread read it."""

    def __init__(self, name: str) -> None:
        self._name = name

    def __getattr__(self, attribute: str) -> Any:
        return getattr(import_module(self._name), attribute)
