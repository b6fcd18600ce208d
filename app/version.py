"""Which release this is: what `pyproject.toml` says."""

import tomllib
from functools import cache
from pathlib import Path


@cache
def release() -> str:
    path = Path(__file__).parents[1] / "pyproject.toml"
    found: str = tomllib.loads(path.read_text("utf-8"))["project"]["version"]
    return found
