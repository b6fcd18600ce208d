"""Who has a socket open: counted in memory, and told to the other processes through Redis where there is one.

Presence is a hint. While Redis is away, a process knows its own sockets only; what a killed process left behind goes
by itself.
"""

import threading
import time
import uuid
from collections import Counter
from collections.abc import Iterable

import redis
import structlog

log = structlog.get_logger()

FORGOTTEN_AFTER_SECONDS = 60


class Presence:
    """The people with a socket in this process."""

    def __init__(self) -> None:
        self._sockets: Counter[uuid.UUID] = Counter()
        self._lock = threading.Lock()

    def come(self, person_id: uuid.UUID) -> bool:
        """Count one socket more; whether it is the person's first."""
        with self._lock:
            self._sockets[person_id] += 1
            return self._sockets[person_id] == 1

    def go(self, person_id: uuid.UUID) -> bool:
        """Count one socket less; whether it was the person's last."""
        with self._lock:
            self._sockets[person_id] -= 1
            if self._sockets[person_id] <= 0:
                del self._sockets[person_id]
                return True
            return False

    def here_among(self, person_ids: Iterable[uuid.UUID]) -> frozenset[uuid.UUID]:
        return frozenset(person_id for person_id in person_ids if person_id in self._sockets)

    def refresh(self) -> None:
        """Say again who is here, for those who forget."""


class SharedPresence(Presence):
    """The people with a socket in any process: a sorted set a person, of processes by when they are forgotten."""

    def __init__(self, redis_url: str) -> None:
        super().__init__()
        self._redis = redis.Redis.from_url(redis_url, socket_timeout=1, socket_connect_timeout=1)
        self._process = uuid.uuid4().hex

    def come(self, person_id: uuid.UUID) -> bool:
        if not super().come(person_id):
            return False
        try:
            return self._write(person_id) == 1
        except redis.RedisError:
            _say_alone()
            return True

    def go(self, person_id: uuid.UUID) -> bool:
        if not super().go(person_id):
            return False
        try:
            with self._redis.pipeline(transaction=True) as pipe:
                pipe.zrem(_key(person_id), self._process)
                pipe.zcount(_key(person_id), time.time(), "+inf")
                return not pipe.execute()[1]
        except redis.RedisError:
            _say_alone()
            return True

    def here_among(self, person_ids: Iterable[uuid.UUID]) -> frozenset[uuid.UUID]:
        wanted = list(person_ids)
        try:
            with self._redis.pipeline(transaction=False) as pipe:
                for person_id in wanted:
                    pipe.zcount(_key(person_id), time.time(), "+inf")
                counts = pipe.execute()
        except redis.RedisError:
            _say_alone()
            return super().here_among(wanted)
        return frozenset(person_id for person_id, count in zip(wanted, counts, strict=True) if count)

    def refresh(self) -> None:
        try:
            for person_id in list(self._sockets):
                self._write(person_id)
        except redis.RedisError:
            _say_alone()

    def _write(self, person_id: uuid.UUID) -> int:
        """Note this process; how many have a socket of this person."""
        key, moment = _key(person_id), time.time()
        with self._redis.pipeline(transaction=True) as pipe:
            pipe.zremrangebyscore(key, "-inf", moment)
            pipe.zadd(key, {self._process: moment + FORGOTTEN_AFTER_SECONDS})
            pipe.expire(key, FORGOTTEN_AFTER_SECONDS)
            pipe.zcard(key)
            count: int = pipe.execute()[3]
            return count


def _say_alone() -> None:
    log.warning("presence_of_this_process_only")


def _key(person_id: uuid.UUID) -> str:
    return f"compagnon:here:{person_id}"


def presence_for(redis_url: str) -> Presence:
    return SharedPresence(redis_url) if redis_url else Presence()
