"""What a browser fetches at a first visit, and how long a second start takes."""

import shutil
from collections.abc import Sequence

from flask import Flask
from playwright.sync_api import Page, sync_playwright

from tests.bench.operations import cookie_of
from tests.bench.seed import Seeded
from tests.bench.serving import Layout, Served, serving_ours
from tests.bench.table import Row
from tests.wire import Wire, kilobytes


def weigh_first_visits(server: Served, app: Flask, seeded: Seeded) -> list[Row]:
    """Bytes on the wire and requests, with nothing in the cache."""
    name, _, value = cookie_of(app, seeded.learners[0].door)["Cookie"].partition("=")
    cookie = {"name": name, "value": value, "domain": "127.0.0.1", "path": "/"}
    player = f"/learn/modules/{seeded.module}/units/{seeded.unit}"
    rows: list[Row] = []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        for title, path, cookies in (
            ("learner home", "/learn", [cookie]),
            ("player unit page", player, [cookie]),
            ("sign-in page", "/sign-in", []),
        ):
            context = browser.new_context()
            context.add_cookies(cookies)
            rows += _weigh(context.new_page(), server, title, path)
            context.close()
        browser.close()
    return rows


def _weigh(page: Page, server: Served, title: str, path: str) -> Sequence[Row]:
    wire = Wire(page)
    answer = page.goto(f"http://127.0.0.1:{server.port}{path}")
    layout, told = server.layout.name, f"first visit cold, {title}"
    if answer is None or answer.status != 200:
        return [Row(layout, told, None, why_not=f"answers {answer and answer.status}")]
    fetched = wire.fetched()
    return [
        Row(layout, f"{told}, KB", kilobytes(fetched), budget=150),
        Row(layout, f"{told}, requests", len(fetched), budget=12),
    ]


def time_second_start(where: Layout) -> Row:
    """With the demo's data, as `make run` starts it."""
    settings = where.settings("")
    with serving_ours(where, settings, demo="1"):
        pass
    with serving_ours(where, settings, demo="1") as server:
        return Row(where.name, "second start, seconds to /readyz", server.seconds_to_ready, budget=3)
