"""Starting an installation as `make run` does: gunicorn prepares what it then serves."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.databases import free_port
from tests.servers import ROOT, wait_until_ready


def start(instance: Path, **environment: str) -> "subprocess.Popen[bytes]":
    kept = {name: value for name, value in os.environ.items() if not name.startswith("COMPAGNON_")}
    return subprocess.Popen(
        [sys.executable, "-m", "gunicorn", "--config", "deploy/gunicorn.conf.py", "wsgi:application"],
        cwd=ROOT,
        env=kept
        | {"INSTANCE": str(instance), "COMPAGNON_PREPARES": "1", "LOG_LEVEL": "WARNING"}
        | environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        start_new_session=True,
    )


def told_after_ending(process: "subprocess.Popen[bytes]") -> str:
    _out, said = process.communicate(timeout=60)
    assert process.returncode
    return said.decode()


@pytest.fixture(scope="module")
def served_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An instance that was served and stopped; what it said stands in `said`."""
    instance = tmp_path_factory.mktemp("instance")
    port = free_port()
    process = start(instance, PORT=str(port))
    try:
        wait_until_ready(f"http://127.0.0.1:{port}", process)
    finally:
        process.terminate()
        out, _said = process.communicate(timeout=20)
    (instance / "said").write_bytes(out)
    return instance


def test_a_fresh_instance_is_migrated_served_and_its_address_printed(served_once: Path) -> None:
    assert "Compagnon: http://127.0.0.1:" in (served_once / "said").read_text()
    assert list(served_once.glob("*.db"))


def test_an_instance_with_real_people_is_not_served_as_a_demo_and_one_sentence_says_so(
    served_once: Path,
) -> None:
    said = told_after_ending(start(served_once, PORT=str(free_port()), COMPAGNON_DEMO="1"))
    assert "Error: " in said
    assert "Traceback" not in said


def test_a_setting_that_cannot_work_ends_the_start_with_its_name_and_no_traceback(tmp_path: Path) -> None:
    said = told_after_ending(start(tmp_path, PORT="70000"))
    assert "PORT" in said.upper()
    assert "Traceback" not in said
