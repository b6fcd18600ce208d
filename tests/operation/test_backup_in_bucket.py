"""A backup of an installation whose media are in an S3-compatible store, restored into another bucket."""

from pathlib import Path

import pytest
from click.testing import Result
from flask import Flask

from app import create_app
from app.kernel.runtime import Runtime
from app.kernel.storage import BucketStore
from app.settings import Settings, load_settings
from tests.buckets import make_bucket


def installation(folder: Path, bucket: str, url: str = "") -> Settings:
    return load_settings(
        instance=folder, database_url=url, media_url=bucket, compagnon_testing=True, log_level="CRITICAL"
    )


@pytest.fixture
def settings(database_url: str, tmp_path: Path, bucket: str) -> Settings:
    return installation(tmp_path / "instance", bucket, database_url)


def at_console(app: Flask, *words: str) -> Result:
    """In a context of its own: a command runs for the application whose context it finds."""
    with app.app_context():
        return app.test_cli_runner().invoke(args=["compagnon", *words])


def kept(running: Runtime) -> dict[str, bytes]:
    assert isinstance(running.store, BucketStore)
    return {each.key: running.store.get(each.key) for each in running.store.list()}


@pytest.mark.parametrize("copies", [True, False], ids=["copied", "left where they are"])
def test_what_is_in_a_bucket_is_restored_at_the_console_file_for_file(
    planted: Runtime, app: Flask, buckets: str, bucket: str, tmp_path: Path, *, copies: bool
) -> None:
    archive, before = tmp_path / "b.zip", kept(planted)
    assert before
    made = at_console(app, "backup", str(archive), *([] if copies else ["--list-media"]))
    assert made.exit_code == 0, made.output
    there = f"s3://{make_bucket(buckets)}" if copies else bucket
    copy = create_app(installation(tmp_path / "elsewhere", there))
    try:
        done = at_console(copy, "restore", str(archive))
        assert done.exit_code == 0, done.output
        assert kept(copy.extensions["compagnon"]) == before
        proved = at_console(copy, "check", "--deep")
        assert proved.exit_code == 0, proved.output
    finally:
        copy.extensions["compagnon_database"].dispose()


def test_a_bucket_that_lost_a_file_is_told_before_anything_is_written(
    planted: Runtime, app: Flask, bucket: str, tmp_path: Path
) -> None:
    archive = tmp_path / "b.zip"
    at_console(app, "backup", str(archive), "--list-media")
    lost = next(iter(kept(planted)))
    planted.store.delete(lost)
    copy = create_app(installation(tmp_path / "elsewhere", bucket))
    try:
        said = at_console(copy, "restore", str(archive))
        assert said.exit_code == 1
        assert lost in said.output
        assert "Traceback" not in said.output
    finally:
        copy.extensions["compagnon_database"].dispose()
