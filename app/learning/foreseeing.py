"""What a newer version would change for those under way: before it is published, and before anybody moves to it."""

import uuid
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Row, Select, and_, false, func, or_, select
from sqlalchemy.orm import Session

from app.catalogue.comparing import BlockChange, Fate, compare_with_each, of_fate
from app.catalogue.models import Block, ModuleVersion
from app.learning.models import BlockState, Enrolment, State
from app.learning.policy import may_see
from app.learning.queries import percent_of
from app.learning.services.moving import Way, under_way
from app.network.models import Centre
from app.people.actor import Actor
from app.people.models import Person
from app.questions.pools import meets

Changes = Mapping[uuid.UUID, Sequence[BlockChange]]


@dataclass(frozen=True, slots=True)
class OnFormer:
    """Those under way on one version, by how many of the blocks to decide about they have done."""

    number: int
    changes: Sequence[BlockChange]
    people_by_done: Mapping[int, int]

    @property
    def people(self) -> int:
        return sum(self.people_by_done.values())

    @property
    def untouched(self) -> int:
        """Who has done nothing that could be to do again."""
        return self.people_by_done.get(0, 0)

    @property
    def touched(self) -> list[tuple[int, int]]:
        """(how many of the blocks, how many people), the most first."""
        return sorted(((done, people) for done, people in self.people_by_done.items() if done), reverse=True)

    def of(self, fate: str) -> list[BlockChange]:
        return of_fate(self.changes, Fate(fate))

    @property
    def new_required(self) -> int:
        return sum(change.is_required for change in self.of(Fate.NEW))


def foresee_publication(session: Session, module_id: uuid.UUID, draft_id: uuid.UUID) -> list[OnFormer]:
    """Whom the draft would concern once published, the newest version first; two statements. Nobody is named."""
    on_versions = select(Enrolment.version_id).where(*_is_under_way(module_id)).distinct()
    changes = compare_with_each(session, on_versions, draft_id)
    found: dict[int, tuple[uuid.UUID, dict[int, int]]] = {}
    for number, version_id, done, people in session.execute(_count_touched(module_id, changes)):
        found.setdefault(number, (version_id, {}))[1][done] = people
    return [
        OnFormer(number, changes.get(version_id, ()), counted)
        for number, (version_id, counted) in found.items()
    ]


def _is_under_way(module_id: uuid.UUID) -> tuple[Any, ...]:
    return (
        Enrolment.module_id == module_id,
        Enrolment.ended_at.is_(None),
        Enrolment.completed_at.is_(None),
    )


def _count_touched(module_id: uuid.UUID, changes: Changes) -> Select[int, uuid.UUID, int, int]:
    """How many people of each version have done how many of its blocks to decide about."""
    touched = or_(
        false(),
        *(
            and_(Enrolment.version_id == version_id, BlockState.block.in_(codes))
            for version_id, found in changes.items()
            if (codes := [change.code for change in of_fate(found, Fate.ASSESSED)])
        ),
    )
    done = and_(BlockState.enrolment_id == Enrolment.id, BlockState.state == State.DONE, touched)
    each = (
        select(Enrolment.version_id, func.count(BlockState.block).label("done"))
        .join(BlockState, done, isouter=True)
        .where(*_is_under_way(module_id))
        .group_by(Enrolment.id, Enrolment.version_id)
        .subquery()
    )
    return (
        select(ModuleVersion.number, each.c.version_id, each.c.done, func.count())
        .join(ModuleVersion, ModuleVersion.id == each.c.version_id)
        .group_by(ModuleVersion.number, each.c.version_id, each.c.done)
        .order_by(ModuleVersion.number.desc(), each.c.done)
    )


@dataclass(frozen=True, slots=True)
class Foreseen:
    """People of one centre whom the move would leave at the same percent, with as much kept and as much to do again.

    `names` are those that the reader may know: whom they accompany, or whose centre they manage.
    """

    centre: str
    before: int
    after: int
    kept: int
    redone: int
    people: int
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Foresight:
    """What a move would do: to groups of people, and how many have done each block to decide about."""

    groups: list[Foreseen]
    done_by: Mapping[str, int]


def foresee(
    session: Session, actor: Actor, way: Way, *, centre_id: uuid.UUID | None, redone: Collection[str]
) -> Foresight:
    """What the move would do to each percent, the greatest loss first; at most five statements."""
    people = session.execute(
        under_way(way.former.id, centre_id)
        .join(Centre, Centre.id == Enrolment.centre_id)
        .join(Person, Person.id == Enrolment.learner_id)
        .add_columns(Centre.name, Person.given_name, Person.family_name)
    ).all()
    decided = _list_decided(session, way, centre_id)
    again = Counter(enrolment_id for enrolment_id, block in decided if block in redone)
    kept = _count_kept(session, way, centre_id, redone)
    return Foresight(_grouped(actor, way, people, kept, again), Counter(block for _, block in decided))


def _grouped(
    actor: Actor,
    way: Way,
    people: Iterable[Row[Enrolment, str, str, str]],
    kept: Mapping[uuid.UUID, int],
    again: Mapping[uuid.UUID, int],
) -> list[Foreseen]:
    groups: dict[tuple[str, int, int, int, int], list[str]] = defaultdict(list)
    for enrolment, centre, given, family in people:
        stays = kept.get(enrolment.id, 0)
        before = percent_of(enrolment.done_blocks, enrolment.required_blocks)
        after = percent_of(stays, way.version.required_blocks)
        name = f"{given} {family}".strip() if _may_name(actor, enrolment) else ""
        groups[centre, before, after, stays, again.get(enrolment.id, 0)].append(name)
    found = [
        Foreseen(*group, people=len(names), names=tuple(sorted(filter(None, names))))
        for group, names in groups.items()
    ]
    return sorted(found, key=lambda each: (each.after - each.before, each.centre, each.before))


def _may_name(actor: Actor, enrolment: Enrolment) -> bool:
    return may_see(actor, enrolment) and actor.id != enrolment.learner_id


def _list_decided(session: Session, way: Way, centre_id: uuid.UUID | None) -> Sequence[Row[uuid.UUID, str]]:
    """Who has done which of the blocks to decide about; no statement where there are none."""
    codes = [change.code for change in way.to_decide]
    if not codes:
        return []
    people = under_way(way.former.id, centre_id).with_only_columns(Enrolment.id)
    return session.execute(
        select(BlockState.enrolment_id, BlockState.block).where(
            BlockState.enrolment_id.in_(people),
            BlockState.block.in_(codes),
            BlockState.state == State.DONE,
        )
    ).all()


def _count_kept(
    session: Session, way: Way, centre_id: uuid.UUID | None, redone: Collection[str]
) -> dict[uuid.UUID, int]:
    """How many required blocks of the newer version each would have done."""
    people = under_way(way.former.id, centre_id).with_only_columns(Enrolment.id)
    stays = or_(
        BlockState.state == State.WAIVED,
        and_(BlockState.state == State.DONE, BlockState.block.not_in(redone)),
    )
    pools = _pools(session, way.version.id)
    done = (
        select(BlockState.enrolment_id)
        .join(Block, and_(Block.version_id == way.version.id, Block.code == BlockState.block))
        .where(BlockState.enrolment_id.in_(people), Block.is_required, stays)
    )
    counted = session.execute(
        done.add_columns(func.count())
        .where(BlockState.block.not_in(list(pools)))
        .group_by(BlockState.enrolment_id)
    )
    kept: dict[uuid.UUID, int] = defaultdict(int)
    for enrolment_id, count in counted:
        kept[enrolment_id] = count
    if pools:
        for enrolment_id, code in session.execute(
            done.add_columns(BlockState.block).where(BlockState.block.in_(list(pools)))
        ):
            kept[enrolment_id] += meets(code, pools[code], str(enrolment_id))
    return kept


def _pools(session: Session, version_id: uuid.UUID) -> dict[str, dict[str, Any]]:
    rows = session.execute(select(Block.code, Block.pool).where(Block.version_id == version_id))
    return {code: pool for code, pool in rows if pool}
