from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.ground import Ground, opened


@pytest.fixture(scope="module")
def ground(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory, tmpfs: Path) -> Iterator[Ground]:
    """Two planted centres, put back by `restore` when a test has changed them."""
    with opened(sqlite_template, tmpfs, tmp_path_factory.mktemp("instance")) as ground:
        yield ground
