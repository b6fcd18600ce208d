"""Study time: the union of stretches of presence. Pure functions; no gap is filled, nothing counts twice."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

LONGEST_BEAT = 60
# An event that comes this long after it counted was kept on the device meanwhile.
OFFLINE_AFTER = timedelta(minutes=2)


@dataclass(frozen=True, slots=True)
class Stretch:
    """A stretch of study, both ends included."""

    starts_at: datetime
    ends_at: datetime
    device: str = ""
    is_offline: bool = False


def stretch_of(counted_at: datetime, seconds: int, device: str, received_at: datetime) -> Stretch:
    return Stretch(
        starts_at=counted_at - timedelta(seconds=seconds),
        ends_at=counted_at,
        device=device,
        is_offline=received_at - counted_at > OFFLINE_AFTER,
    )


def union(stretches: Iterable[Stretch]) -> list[Stretch]:
    """Stretches without overlap that cover the same moments; those that touch become one.

    The one kept carries the device that began it, and counts as offline as soon as a part of it was.
    """
    joined: list[Stretch] = []
    for each in sorted(stretches, key=lambda one: (one.starts_at, one.ends_at, one.device)):
        if joined and each.starts_at <= joined[-1].ends_at:
            last = joined[-1]
            ends_at = max(last.ends_at, each.ends_at)
            offline = last.is_offline or each.is_offline
            joined[-1] = Stretch(last.starts_at, ends_at, last.device, offline)
        else:
            joined.append(each)
    return joined


def length(stretches: Iterable[Stretch]) -> timedelta:
    """The summed length of stretches that do not overlap."""
    return sum((each.ends_at - each.starts_at for each in stretches), timedelta())
