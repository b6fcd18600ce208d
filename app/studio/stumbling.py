"""Where learners stumble in one version: what they answer first, where they stop, where they ask for help.

Everything is summed by the database, and no number of people under `FEWEST` leaves this file: few people are someone.
"""

import json
import uuid
from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import timedelta
from math import sqrt
from typing import Any

from sqlalchemy import CTE, Integer, case, cast, distinct, func, or_, select
from sqlalchemy.orm import Session

from app.kernel.clock import now
from app.kernel.few import FEWEST
from app.learning.models import Enrolment, Move, Step, Verb
from app.tutoring.models import HelpRequest

SILENT_FOR = timedelta(days=14)
MOST_RESPONSES = 5000


@dataclass(frozen=True, slots=True)
class Measured:
    """First answers to one question. `right` is the share that was right at the first try.

    `tells_apart` is the correlation (point-biserial) of being right here with being right in the other questions; None
    where all were right, or all wrong, or nothing else was answered.
    """

    block: str
    people: int
    right: float
    tells_apart: float | None


def measure_questions(session: Session, version_id: uuid.UUID, changed: Collection[str]) -> list[Measured]:
    """One statement. Questions that fewer than `FEWEST` people answered are left out."""
    first = _first_answers(version_id, changed)
    totals = (
        select(first.c.enrolment_id, func.sum(first.c.right).label("right"), func.count().label("answered"))
        .group_by(first.c.enrolment_id)
        .cte("totals")
    )
    others = case((totals.c.answered > 1, totals.c.answered - 1))
    rest = (totals.c.right - first.c.right) * 1.0 / others
    right_of_rest = case((rest.is_not(None), first.c.right))
    rows = session.execute(
        select(
            first.c.block,
            func.count(),
            func.sum(first.c.right),
            func.count(rest),
            func.sum(right_of_rest),
            func.sum(rest),
            func.sum(rest * rest),
            func.sum(rest * first.c.right),
        )
        .join(totals, totals.c.enrolment_id == first.c.enrolment_id)
        .group_by(first.c.block)
        .having(func.count() >= FEWEST)
        .order_by(func.sum(first.c.right) * 1.0 / func.count(), first.c.block)
    )
    return [
        Measured(block, people, float(right) / people, _correlation(*map(_number, sums)))
        for block, people, right, *sums in rows
    ]


def _number(value: Any) -> float:
    return float(value or 0)


def _correlation(n: float, right: float, rest: float, squares: float, both: float) -> float | None:
    """Pearson's, of a yes-or-no with a share."""
    if n < FEWEST:
        return None
    spread_right = n * right - right * right
    spread_rest = n * squares - rest * rest
    if spread_right <= 0 or spread_rest <= 1e-9:
        return None
    return (n * both - right * rest) / sqrt(spread_right * spread_rest)


def count_responses(
    session: Session, version_id: uuid.UUID, changed: Collection[str]
) -> Mapping[str, list[tuple[Any, int]]]:
    """How many people first answered what, by question; one statement."""
    first = _first_answers(version_id, changed)
    rows = session.execute(
        select(first.c.block, first.c.response, func.count().label("people"))
        .group_by(first.c.block, first.c.response)
        .order_by(func.count().desc(), first.c.block, first.c.response)
        .limit(MOST_RESPONSES)
    )
    found: dict[str, list[tuple[Any, int]]] = defaultdict(list)
    for block, response, people in rows:
        found[block].append((_read(response), people))
    return found


def _read(text: str | None) -> Any:
    """A list as a list; what was typed stays text."""
    if text and text.startswith("["):
        try:
            return json.loads(text)
        except ValueError:
            return text
    return text


def _first_answers(version_id: uuid.UUID, changed: Collection[str]) -> CTE:
    """The first answer of each person to each question, unless it was given to another question of that name."""
    place = func.row_number().over(
        partition_by=(Step.enrolment_id, Step.block), order_by=(Step.counted_at, Step.sequence)
    )
    answers = (
        select(
            Step.enrolment_id,
            Step.block,
            cast(case((Step.result["right"].as_boolean(), 1), else_=0), Integer).label("right"),
            Step.data["response"].as_string().label("response"),
            Step.counted_at,
            Enrolment.version_since,
            place.label("place"),
        )
        .join(Enrolment, Enrolment.id == Step.enrolment_id)
        .where(Enrolment.version_id == version_id, Step.verb == Verb.ANSWERED)
        .subquery()
    )
    same_question = or_(
        answers.c.version_since.is_(None),
        answers.c.counted_at >= answers.c.version_since,
        answers.c.block.not_in(list(changed)),
    )
    return select(answers).where(answers.c.place == 1, same_question).cte("first")


def list_changed(session: Session, module_id: uuid.UUID) -> frozenset[str]:
    """Blocks that asked something else in one version than in another, as their authors decided when they moved people."""
    rows = session.scalars(select(Move.decisions).where(Move.module_id == module_id))
    return frozenset(code for decisions in rows for code in decisions)


def count_people(session: Session, version_id: uuid.UUID) -> int:
    return session.scalar(select(func.count()).where(Enrolment.version_id == version_id)) or 0


def count_stops(session: Session, version_id: uuid.UUID) -> list[tuple[str, int]]:
    """Blocks that people last touched, of those who have been silent for a fortnight; the most first."""
    people = func.count()
    rows = session.execute(
        select(Enrolment.last_block, people)
        .where(Enrolment.version_id == version_id, Enrolment.last_block.is_not(None))
        .where(Enrolment.completed_at.is_(None), Enrolment.ended_at.is_(None))
        .where(Enrolment.last_step_at < now() - SILENT_FOR)
        .group_by(Enrolment.last_block)
        .having(people >= FEWEST)
        .order_by(people.desc(), Enrolment.last_block)
    )
    return [(str(block), count) for block, count in rows]


def count_help(session: Session, version_id: uuid.UUID) -> list[tuple[str, int]]:
    """Blocks at which people asked their tutor, each person once; the most first."""
    people = func.count(distinct(HelpRequest.enrolment_id))
    rows = session.execute(
        select(HelpRequest.block, people)
        .join(Enrolment, Enrolment.id == HelpRequest.enrolment_id)
        .where(Enrolment.version_id == version_id, HelpRequest.block.is_not(None))
        .group_by(HelpRequest.block)
        .having(people >= FEWEST)
        .order_by(people.desc(), HelpRequest.block)
    )
    return [(str(block), count) for block, count in rows]
