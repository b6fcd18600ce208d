from collections.abc import Iterator

import pytest

from app.kernel.ids import new_id
from app.kernel.presence import Presence, SharedPresence
from tests.servers import redis_server

NADIA, SABINE = new_id(), new_id()


@pytest.fixture
def redis_url() -> Iterator[str]:
    with redis_server() as url:
        yield url


def test_only_the_first_socket_comes_and_only_the_last_one_goes() -> None:
    presence = Presence()
    assert [presence.come(NADIA), presence.come(NADIA)] == [True, False]
    assert presence.here_among([NADIA, SABINE]) == {NADIA}
    assert [presence.go(NADIA), presence.go(NADIA)] == [False, True]
    assert presence.here_among([NADIA]) == frozenset()


def test_processes_count_a_person_together(redis_url: str) -> None:
    one, other = SharedPresence(redis_url), SharedPresence(redis_url)
    assert one.come(NADIA)
    assert not other.come(NADIA)
    assert other.here_among([NADIA, SABINE]) == {NADIA}
    assert not one.go(NADIA)
    assert one.here_among([NADIA]) == {NADIA}
    assert other.go(NADIA)
    assert one.here_among([NADIA]) == frozenset()


def test_a_process_that_was_killed_is_forgotten(redis_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("app.kernel.presence.FORGOTTEN_AFTER_SECONDS", -1)
    SharedPresence(redis_url).come(NADIA)
    monkeypatch.undo()
    living = SharedPresence(redis_url)
    assert living.here_among([NADIA]) == frozenset()
    assert living.come(NADIA)


def test_without_redis_a_process_knows_its_own() -> None:
    with redis_server() as url:
        alone = SharedPresence(url)
    assert alone.come(NADIA)
    assert alone.here_among([NADIA, SABINE]) == {NADIA}
    alone.refresh()
    assert alone.go(NADIA)


def test_a_person_is_known_again_once_redis_is_back(redis_url: str) -> None:
    one, other = SharedPresence(redis_url), SharedPresence(redis_url)
    one.come(NADIA)
    one._redis.flushall()
    assert other.here_among([NADIA]) == frozenset()
    one.refresh()
    assert other.here_among([NADIA]) == {NADIA}
