from collections.abc import Iterator

import pytest

from app.kernel import rates as module
from app.kernel.errors import TooMany
from app.kernel.ids import new_id
from app.kernel.rates import Allowance, Rates, SharedRates
from tests.servers import Redis, own_redis


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


ALLOWED = Allowance("messages", 10, 100)


@pytest.fixture
def shared_redis() -> Iterator[Redis]:
    with own_redis() as server:
        yield server


def test_two_processes_share_what_a_person_has(shared_redis: Redis) -> None:
    one, other = (SharedRates(ALLOWED, shared_redis.address) for _ in range(2))
    person = new_id()
    assert (take(one, person, 0, 60), take(other, person, 0, 60)) == (60, 40)
    assert (take(one, person, 1, 50), take(other, person, 1, 50)) == (10, 0)
    assert take(other, new_id(), 1, 150) == 100
    with pytest.raises(TooMany) as refused:
        one.take(person, 1)
    assert refused.value.facts["retry_after"] == 1


def test_a_clock_set_back_takes_nothing_away_in_redis_either(shared_redis: Redis) -> None:
    rates, person = SharedRates(ALLOWED, shared_redis.address), new_id()
    take(rates, person, 1000, 50)
    assert take(rates, person, 0, 100) == 50


def test_while_redis_is_away_a_process_counts_alone_then_shares_again(
    shared_redis: Redis, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "ALONE_SECONDS", 0.0)
    rates, person = SharedRates(ALLOWED, shared_redis.address), new_id()
    assert take(rates, person, 0, 150) == 100
    shared_redis.stop()
    assert take(rates, person, 0, 150) == 100
    shared_redis.start()
    assert take(rates, person, 0, 150) == 100


def test_what_is_kept_in_redis_goes_by_itself(shared_redis: Redis) -> None:
    rates = SharedRates(ALLOWED, shared_redis.address)
    rates.take(new_id(), 0)
    [key] = rates._redis.keys("compagnon:rate:*")
    assert 0 < rates._redis.ttl(key) <= 11
