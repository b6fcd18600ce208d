import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.in_centre.models import Level, Verdict
from app.in_centre.verdict import Criterion, judge

NONE, NO, PART, YES = (
    Level.NOT_OBSERVED,
    Level.NOT_ACHIEVED,
    Level.IN_PROGRESS,
    Level.ACHIEVED,
)
STARS = [Criterion(f"star{n}", "", True) for n in range(2)]
OTHERS = [Criterion(f"other{n}", "") for n in range(6)]
GRID = STARS + OTHERS


def levels(stars: list[Level], others: list[Level]) -> dict[str, Level]:
    return dict(zip([each.id for each in GRID], stars + others, strict=True))


@pytest.mark.parametrize(
    ("stars", "others", "verdict"),
    [
        ([YES, YES], [YES] * 6, Verdict.ACHIEVED),
        # Story 9: one ★ not achieved though 7 of 8 are.
        ([NO, YES], [YES] * 6, Verdict.REDO),
        # The drawn grid: a ★ not achieved, another not observed.
        ([NO, NONE], [YES] * 5 + [PART], Verdict.REDO),
        ([NONE, YES], [YES] * 6, Verdict.NOT_OBSERVED),
        ([NONE, PART], [YES] * 6, Verdict.NOT_OBSERVED),
        ([PART, YES], [YES] * 6, Verdict.IN_PROGRESS),
        ([YES, YES], [YES] * 5 + [PART], Verdict.IN_PROGRESS),
        ([YES, YES], [YES] * 5 + [NO], Verdict.IN_PROGRESS),
        # A step that this task did not have ("if planned").
        ([YES, YES], [YES] * 5 + [NONE], Verdict.ACHIEVED),
        ([NONE, NONE], [NONE] * 6, Verdict.NOT_OBSERVED),
    ],
)
def test_the_table_of_verdicts(stars: list[Level], others: list[Level], verdict: Verdict) -> None:
    assert judge(GRID, levels(stars, others)).verdict is verdict


def test_a_task_stopped_for_danger_is_to_be_redone_whatever_was_seen() -> None:
    assert judge(GRID, levels([YES, YES], [YES] * 6), is_stopped=True).verdict is Verdict.REDO
    assert judge(GRID, {}, is_stopped=True).verdict is Verdict.REDO


def test_a_grid_without_any_star_and_without_any_mark_proves_nothing() -> None:
    assert judge(OTHERS, {}).verdict is Verdict.NOT_OBSERVED


def test_the_figures_behind_the_drawn_verdict() -> None:
    found = judge(GRID, levels([NO, NONE], [YES] * 5 + [PART]))
    assert (found.observed, found.total, found.critical_not_achieved, found.critical_not_observed) == (
        7,
        8,
        1,
        1,
    )


@given(st.lists(st.tuples(st.booleans(), st.sampled_from(Level)), max_size=12), st.booleans())
def test_safety_is_never_averaged_away(marks: list[tuple[bool, Level]], is_stopped: bool) -> None:
    grid = [Criterion(str(number), "", star) for number, (star, _) in enumerate(marks)]
    given_levels = {str(number): level for number, (_, level) in enumerate(marks)}
    verdict = judge(grid, given_levels, is_stopped=is_stopped).verdict
    stars = [level for star, level in marks if star]
    assert (verdict is Verdict.REDO) == (is_stopped or NO in stars)
    if verdict is Verdict.ACHIEVED:
        assert set(stars) <= {YES}
        assert not {level for _, level in marks} & {NO, PART}


@given(st.lists(st.tuples(st.booleans(), st.sampled_from(Level)), min_size=1, max_size=8))
def test_a_better_level_never_makes_a_verdict_worse(marks: list[tuple[bool, Level]]) -> None:
    rank = [Verdict.REDO, Verdict.NOT_OBSERVED, Verdict.IN_PROGRESS, Verdict.ACHIEVED]
    grid = [Criterion(str(number), "", star) for number, (star, _) in enumerate(marks)]
    before = {str(number): level for number, (_, level) in enumerate(marks)}
    for criterion in grid:
        after = judge(grid, before | {criterion.id: YES}).verdict
        assert rank.index(after) >= rank.index(judge(grid, before).verdict)
