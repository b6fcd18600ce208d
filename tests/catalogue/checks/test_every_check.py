"""All checks together, over what ships and over what is told."""

from datetime import date
from pathlib import Path

import pytest
from flask import Flask

from app.catalogue.checks import Verdict, check_module, faults_found, translations
from app.catalogue.checks.results import Place
from app.catalogue.checks.told import AMISS, FINE, REASONS, figures, reason, sentence
from app.catalogue.content import parse, read_folder
from tests.catalogue.checks.making import (
    TODAY,
    choice,
    danger,
    figure,
    film,
    module,
    of,
    text,
    unit,
    workshop,
)
from tests.catalogue.checks.test_what_warns import LONG, external

FOLDERS = sorted(path for path in (Path(__file__).parents[3] / "content").iterdir() if path.is_dir())
BROKEN = module(
    unit("lame", figure(""), film(captions=""), choice(("Oui", ""), ("Non", "Si.")), prerequisites=("rien",)),
    unit(
        "fin",
        text(f"{LONG} Appelez le formateur."),
        external("http://localhost/"),
        outcomes=("a",),
        minutes=300,
    ),
    unit("danger", danger()),
    workshop(False),
    licence="",
    review_on=date(2020, 1, 1),
)


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_nothing_stops_a_shipped_module_from_being_published(folder: Path) -> None:
    source = parse(read_folder(folder)).module
    assert source
    stopping = [
        found for found in check_module(source, today=date(2026, 11, 24)) if found.verdict is Verdict.BLOCKS
    ]
    assert stopping == []


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_a_shipped_module_takes_nobody_for_a_man_and_keeps_its_time(folder: Path) -> None:
    source = parse(read_folder(folder)).module
    assert source
    found = {each.check: each for each in check_module(source, today=date(2026, 11, 24))}
    assert found["wording"].places == ()
    assert found["minutes"].places == ()


def test_what_stops_comes_first_and_every_check_speaks(app: Flask) -> None:
    found = check_module(BROKEN, today=TODAY)
    order = [list(Verdict).index(each.verdict) for each in found]
    assert order == sorted(order)
    assert {each.check for each in found if each.verdict is Verdict.BLOCKS} == {
        "alternatives",
        "captions",
        "feedback",
        "prerequisites",
        "review_day",
        "licence",
    }
    with app.test_request_context():
        for each in (*found, *check_module(of(text("Lisez.")), today=TODAY), faults_found([Place()])):
            assert sentence(each)
            assert [place for place in each.places if place.why and not reason(place)] == []


def test_every_check_has_its_words_for_both_ends() -> None:
    told = (*check_module(BROKEN, today=TODAY), faults_found([]), translations.check([], {}))
    checks = {found.check for found in told}
    assert set(FINE) == set(AMISS) == checks
    assert all(REASONS.values())


def test_what_the_sentence_says_is_not_measured_again(app: Flask) -> None:
    with app.test_request_context():
        found = check_module(of(text("mot " * 1300)), today=TODAY)
        assert {each.check: figures(each) for each in found if each.check in {"links", "minutes"}} == {
            "links": "",
            "minutes": "",
        }
