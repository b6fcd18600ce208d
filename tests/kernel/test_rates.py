import pytest

from app.kernel.errors import TooMany
from app.kernel.ids import new_id
from app.kernel.rates import Rates


def take(rates: Rates, person, at: float, times: int) -> int:
    """How many of these were let through."""
    passed = 0
    for _ in range(times):
        try:
            rates.take(person, at)
        except TooMany:
            continue
        passed += 1
    return passed


def test_a_burst_passes_then_so_many_a_second() -> None:
    rates, person = Rates(10, 100), new_id()
    assert take(rates, person, 0, 150) == 100
    assert take(rates, person, 1, 50) == 10
    assert take(rates, person, 100, 150) == 100


def test_each_person_has_their_own() -> None:
    rates = Rates(1, 1)
    assert [take(rates, new_id(), 0, 2) for _ in range(3)] == [1, 1, 1]


def test_a_clock_set_back_takes_nothing_away() -> None:
    rates, person = Rates(10, 100), new_id()
    take(rates, person, 1000, 50)
    assert take(rates, person, 0, 100) == 50


def test_who_is_refused_is_told_how_long_to_wait() -> None:
    rates, person = Rates(0.25, 1), new_id()
    rates.take(person, 0)
    with pytest.raises(TooMany) as refused:
        rates.take(person, 0)
    assert refused.value.facts["retry_after"] == 4


def test_those_who_rest_are_forgotten(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("app.kernel.rates.MOST_BUCKETS", 5)
    rates = Rates(10, 100)
    for second in range(20):
        rates.take(new_id(), second)
    assert len(rates._buckets) <= 5
