"""`python -m tests.bench [--quick] [--only pages,events,class,chat,visit,memory,start] [--layout postgres,sqlite]`."""

import argparse
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from flask import Flask

from tests.bench import bare, seed, windows
from tests.bench.chat import Talk, bare_seats, measure_talk, our_seats, rows_of
from tests.bench.class_begins import measure_class
from tests.bench.measuring import tree_kilobytes
from tests.bench.operations import EVENTS, PAGES, Calls, Operation
from tests.bench.seed import Seeded
from tests.bench.serving import Layout, Served, layout, open_app, serving_bare, serving_ours
from tests.bench.table import Row, as_text
from tests.bench.visits import time_second_start, weigh_first_visits
from tests.bench.windows import Figure, Pace, Refused, measure_calls

GROUPS = ("pages", "events", "class", "chat", "visit", "memory", "start")
LAYOUTS = ("postgres", "sqlite")


@dataclass
class Run:
    """What is measured, and how long each time."""

    groups: frozenset[str]
    size: seed.Size
    pace: Pace
    bare: dict[Callable[[], Calls], Figure] = field(default_factory=dict)
    bare_talk: Talk | None = None
    bare_memory: float | None = None

    @property
    def operations(self) -> tuple[Operation, ...]:
        return (PAGES if "pages" in self.groups else ()) + (EVENTS if "events" in self.groups else ())


def say(what: str) -> None:
    sys.stderr.write(f"{time.strftime('%H:%M:%S')} {what}\n")


def measure_bare(run: Run, where: Layout) -> None:
    url = where.new_database("bare")
    bare.fill(url)
    with serving_bare(where, url, workers=2) as server:
        for operation in run.operations:
            if operation.bare not in run.bare:
                say(f"{where.name}: bare, {operation.title}")
                run.bare[operation.bare] = measure_calls(
                    server, run.pace, operation.bare(), events=operation.events
                )
        run.bare_memory = tree_kilobytes([server.pid]) / 1024
    if "chat" in run.groups:
        with serving_bare(where, url, workers=1) as server:
            say(f"{where.name}: bare, chat")
            run.bare_talk = measure_talk(server, run.pace, bare_seats(server))


def measure_ours(run: Run, where: Layout) -> Iterator[Row]:
    settings = where.settings(where.new_database("ours"))
    app = open_app(settings)
    say(f"{where.name}: {run.size.learners} learners, {run.size.events} events")
    seeded = seed.fill(app, run.size)
    with serving_ours(where, settings) as server:
        for operation in run.operations:
            say(f"{where.name}: {operation.title}")
            yield _measure(run, server, operation, app, seeded)
        if "class" in run.groups:
            say(f"{where.name}: a class begins")
            is_quick = run.size is seed.QUICK
            yield from measure_class(server, app, seeded, is_quick=is_quick)
        if "visit" in run.groups:
            yield from weigh_first_visits(server, app, seeded)
        if "memory" in run.groups:
            yield Row(
                where.name,
                "memory of the server, MB",
                tree_kilobytes([server.pid]) / 1024,
                run.bare_memory,
                budget=180 if where.is_embedded else None,
            )
        if "chat" in run.groups:
            say(f"{where.name}: chat")
            talk = measure_talk(server, run.pace, our_seats(server, seeded))
            yield from rows_of(where.name, run.bare_talk, talk)
    if "start" in run.groups and where.is_embedded:
        yield time_second_start(where)


def _measure(run: Run, server: Served, operation: Operation, app: Flask, seeded: Seeded) -> Row:
    layout_name, each = server.layout.name, max(1, operation.events)
    try:
        ours = measure_calls(server, run.pace, operation.ours(app, seeded), events=operation.events)
    except Refused:
        return Row(layout_name, operation.title, None, why_not="not there")
    return Row(
        layout_name,
        operation.title,
        ours.cpu / each,
        run.bare[operation.bare].cpu / each,
        operation.budget,
        ours.database / each,
        ours.p95,
        ours.foreign,
    )


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.bench")
    parser.add_argument("--quick", action="store_true", help="a small network and short windows")
    parser.add_argument("--only", default=",".join(GROUPS), help=f"some of {','.join(GROUPS)}")
    parser.add_argument("--layout", default=",".join(LAYOUTS), help=f"some of {','.join(LAYOUTS)}")
    chosen = parser.parse_args()
    rows: list[Row] = []
    for name in LAYOUTS:
        if name not in chosen.layout.split(","):
            continue
        run = Run(
            frozenset(chosen.only.split(",")),
            seed.QUICK if chosen.quick else seed.FULL,
            windows.QUICK if chosen.quick else windows.FULL,
        )
        with layout(name) as where:
            measure_bare(run, where)
            rows += measure_ours(run, where)
    sys.stdout.write(as_text(rows) + "\n")


if __name__ == "__main__":
    main()
