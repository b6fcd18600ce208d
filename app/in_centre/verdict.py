"""What a filled grid says. The rule and its reasons: docs/decisions/0005-verdict-of-a-grid.md."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from app.in_centre.models import Level, Verdict


@dataclass(frozen=True, slots=True)
class Criterion:
    """One gesture or result that can be seen. `is_critical`: without it a person can be hurt."""

    id: str
    text: str
    is_critical: bool = False


@dataclass(frozen=True, slots=True)
class Judgement:
    """The verdict, and the figures that explain it on every screen."""

    verdict: Verdict
    observed: int
    total: int
    critical_not_achieved: int
    critical_not_observed: int
    unfinished: int
    is_stopped: bool


def judge(
    criteria: Sequence[Criterion], levels: Mapping[str, Level], *, is_stopped: bool = False
) -> Judgement:
    """Weigh a grid. A criterion without a level is not observed; nothing is ever averaged."""
    seen = [(criterion, levels.get(criterion.id, Level.NOT_OBSERVED)) for criterion in criteria]
    critical = [level for criterion, level in seen if criterion.is_critical]
    unfinished = [level for _, level in seen if level in (Level.IN_PROGRESS, Level.NOT_ACHIEVED)]
    observed = sum(level is not Level.NOT_OBSERVED for _, level in seen)
    return Judgement(
        verdict=_verdict(critical, bool(unfinished), bool(observed), is_stopped),
        observed=observed,
        total=len(criteria),
        critical_not_achieved=critical.count(Level.NOT_ACHIEVED),
        critical_not_observed=critical.count(Level.NOT_OBSERVED),
        unfinished=len(unfinished),
        is_stopped=is_stopped,
    )


def _verdict(critical: list[Level], has_unfinished: bool, was_observed: bool, is_stopped: bool) -> Verdict:
    if is_stopped or Level.NOT_ACHIEVED in critical:
        return Verdict.REDO
    if Level.NOT_OBSERVED in critical or not was_observed:
        return Verdict.NOT_OBSERVED
    return Verdict.IN_PROGRESS if has_unfinished else Verdict.ACHIEVED
