from app.catalogue.models import Place
from app.in_centre.readiness import UnitProgress, weigh


def unit(code: str, done: int, required: int, **more: object) -> UnitProgress:
    facts = {"number": 1, "place": Place.REMOTE, "minutes": 30} | more
    return UnitProgress(code=code, title=code.upper(), required=required, done=done, **facts)


BENCH = unit("banc", 0, 1, place=Place.IN_CENTRE, minutes=210, prerequisites=("a", "b"))


def test_only_prerequisites_stand_in_the_way_and_the_rest_is_told() -> None:
    ready = weigh([unit("a", 2, 2), unit("b", 3, 4), unit("c", 0, 2), BENCH], "banc")
    assert ready is not None
    assert not ready.is_ready
    assert [(each.code, each.open_blocks, each.minutes_left) for each in ready.prerequisites] == [
        ("b", 1, 10)
    ]
    assert [each.code for each in ready.others] == ["c"]
    assert (ready.units_done, ready.units_total) == (1, 3)


def test_an_untouched_unit_takes_all_its_minutes() -> None:
    ready = weigh([unit("a", 0, 7, minutes=35), BENCH], "banc")
    assert ready is not None
    assert ready.minutes_left == 35


def test_a_unit_without_required_blocks_is_never_in_the_way() -> None:
    ready = weigh([unit("a", 0, 0), unit("b", 1, 1), BENCH], "banc")
    assert ready is not None
    assert ready.is_ready


def test_a_version_without_the_unit_says_nothing() -> None:
    assert weigh([unit("a", 1, 1)], "banc") is None
