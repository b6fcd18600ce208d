"""Trap 15, one centre sees another: two centres work side by side, and one of them uses the other's module."""

import re
from collections.abc import Iterator

from tests.ground import Ground
from tests.guards.access import ALL
from tests.guards.access.rows import EVERYONE, Row

PAGES = [row for row in ALL if row.method == "GET" and row.ok == 200 and not row.path.endswith("archive")]
# What differs from one answer to the next by its nature: tokens of forms, ids made for what may be sent.
FRESH = re.compile(
    r'value="[\w.-]{36,}"|content="[\w.-]{40,}"|event=[\w-]{36}|"X-CSRFToken": "[^"]+"|"request_id": ?"[^"]+"'
)
# A new secret each time, as long as nobody has kept one; and what is about every centre at once, for who answers for all.
FREELY = {"GET /profile/second-step", "GET /admin", "GET /network", "GET /network.csv"}
# Who answers for the network reads the journal of every centre.
OF_ALL = {("GET /centre/journal", "network"), ("GET /centre/journal.csv", "network")}
ASKED = {("GET /studio/modules/<slug>/review", "author")}
HERE = sorted(name for name in EVERYONE if not name.startswith("other_") and name != "stranger")


def test_trap_15_no_page_or_call_says_a_word_of_the_other_centre(ground: Ground) -> None:
    theirs = [
        str(value)
        for name, value in vars(ground.world.there).items()
        if name.endswith("_id") or name == "slug"
    ]
    names = ["montois", "Ines Test", "Marc Test", "Elif Test", "Bruno Test", "ines@", "marc@"]
    words = re.compile("|".join(map(re.escape, [*theirs, *names])))
    told = {
        (row.rule, who): found
        for row, who, text in answers(ground)
        if (row.rule, who) not in OF_ALL and (found := sorted(set(words.findall(text))))
    }
    # A draft may be read by any trainer of the network, so whoever asks for it sees their names: those alone.
    assert {cell: found for cell, found in told.items() if cell not in ASKED or found != ["Elif Test"]} == {}


def test_trap_15_nothing_that_the_other_centre_does_changes_what_one_reads_here(ground: Ground) -> None:
    """Lists, counts and charts alike: every page is the same as when the other centre had not begun."""
    ground.restore("alone")
    before = {(row.rule, who): FRESH.sub("", text) for row, who, text in answers(ground)}
    ground.restore()
    after = {(row.rule, who): FRESH.sub("", text) for row, who, text in answers(ground)}
    assert [
        cell
        for cell in before
        if before[cell] != after[cell] and cell[0] not in FREELY and cell not in OF_ALL
    ] == []


def answers(ground: Ground) -> Iterator[tuple[Row, str, str]]:
    """Every page and call that answers someone of the first centre, about the first centre's objects."""
    for row in PAGES:
        for who in HERE:
            if who in row.enters and (not row.sees or who in row.sees):
                response = ground.open(who, row, row.values(ground.world.here))
                # Pictures are among the answers: what they hold is compared, not read.
                yield row, who, response.get_data().decode(errors="replace")
