"""The front-end files: found by the names of their sources, kept for ever by browsers, missing with a reason."""

import gzip
import json
from pathlib import Path

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from app.ui import views
from app.ui.assets import Assets, NotBuilt

MANIFEST = {
    "src/entries/learner.ts": {
        "file": "learner-1.js",
        "imports": ["_shared-2.js", "_htmx-3.js"],
        "css": ["learner-4.css"],
    },
    "_htmx-3.js": {"file": "htmx-3.js", "imports": ["_shared-2.js"]},
    "_shared-2.js": {"file": "shared-2.js"},
    "images/icons.svg": {"file": "icons-5.svg"},
}


@pytest.fixture
def built(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(views, "BUILT", tmp_path / "static")
    folder = tmp_path / "static"
    folder.mkdir()
    (folder / "manifest.json").write_text(json.dumps(MANIFEST))
    (folder / "learner-1.js").write_text("start()")
    (folder / "learner-1.js.gz").write_bytes(gzip.compress(b"start()"))
    (folder / "icons-5.svg").write_text("<svg/>")
    (tmp_path / "secret.js").write_text("no")
    return folder


@pytest.fixture
def site() -> Flask:
    site = Flask("site")
    site.register_blueprint(views.pages)
    return site


def test_an_entry_brings_what_it_imports_once_and_its_styles(site: Flask, built: Path) -> None:
    with site.test_request_context():
        entry = Assets(built / "manifest.json").entry("entries/learner.ts")
    assert entry.js == "/assets/learner-1.js"
    assert entry.preload == ["/assets/shared-2.js", "/assets/htmx-3.js"]
    assert entry.css == ["/assets/learner-4.css"]


def test_a_picture_is_found_by_the_name_of_its_source(site: Flask, built: Path) -> None:
    with site.test_request_context():
        assert Assets(built / "manifest.json").url("icons.svg") == "/assets/icons-5.svg"


@pytest.mark.parametrize("manifest", ["manifest.json", "nothing.json"])
def test_what_is_not_built_says_which_line_to_run(site: Flask, built: Path, manifest: str) -> None:
    with site.test_request_context(), pytest.raises(NotBuilt, match="make build"):
        Assets(built / manifest).entry("entries/forgotten.ts")


def fetch(site: Flask, address: str, encoding: str = "") -> TestResponse:
    return site.test_client().get(address, headers={"Accept-Encoding": encoding}, buffered=True)


def test_a_built_file_may_be_kept_for_ever(site: Flask, built: Path) -> None:
    answer = fetch(site, "/assets/icons-5.svg")
    assert answer.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert answer.mimetype == "image/svg+xml"


def test_a_built_file_travels_compressed_to_who_can_read_it(site: Flask, built: Path) -> None:
    answer = fetch(site, "/assets/learner-1.js", encoding="gzip")
    assert answer.headers["Content-Encoding"] == "gzip"
    assert answer.mimetype == "text/javascript"
    assert gzip.decompress(answer.data) == b"start()"
    assert fetch(site, "/assets/learner-1.js").data == b"start()"


@pytest.mark.parametrize("encoding", ["", "gzip"])
def test_no_address_leads_out_of_the_folder(site: Flask, built: Path, encoding: str) -> None:
    assert fetch(site, "/assets/..%2Fsecret.js", encoding).status_code == 404
