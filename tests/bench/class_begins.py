"""Sixty sign-ins within a minute while the tutors' lists ask again every 20 s (trap 24): what each page makes people wait."""

from typing import Any

from flask import Flask

from app.demo.people import PASSWORD
from tests.bench.clients import client
from tests.bench.operations import cookie_of
from tests.bench.seed import Seeded
from tests.bench.serving import Served
from tests.bench.table import Row
from tests.bench.windows import watched

TUTORS, EVERY_SECONDS = 25, 20
# What a page may make one person of twenty wait.
PAGE_BUDGET = 300
MINUTE, QUICK_SECONDS = 60, 15


def measure_class(server: Served, app: Flask, seeded: Seeded, *, is_quick: bool) -> list[Row]:
    seconds = QUICK_SECONDS if is_quick else MINUTE
    doors = [seeded.tutor, *(tutor for _learner, tutor in seeded.pairs)][:TUTORS]
    task: dict[str, Any] = {
        "host": "127.0.0.1",
        "port": server.port,
        "emails": seeded.emails[:seconds],
        "password": PASSWORD,
        "tutors": [cookie_of(app, door)["Cookie"] for door in doors],
        "every": EVERY_SECONDS,
        "seconds": seconds,
    }
    with client("class_load", task) as opened:
        opened.hear()
        told, spent = watched(server, opened)
    name = server.layout.name
    asked = sum(each["done"] for each in told["waits"].values())
    why_not = f"{told['wrong']} refused" if told["wrong"] else ""
    rows = [
        Row(
            name,
            f"class begins: {what}, p95 ms",
            None if why_not else each["p95"],
            budget=PAGE_BUDGET,
            foreign=spent.foreign,
            why_not=why_not,
        )
        for what, each in told["waits"].items()
    ]
    cpu = Row(
        name,
        "class begins: a request, CPU ms",
        1000 * spent.server / asked,
        beside=1000 * spent.database / asked,
        foreign=spent.foreign,
    )
    return [*rows, cpu]
