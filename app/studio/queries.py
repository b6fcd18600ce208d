"""Reading reviews and comments: whose they are not, does not find them."""

import uuid
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Select, and_, case, func, select
from sqlalchemy.orm import Session, aliased

from app.catalogue import policy as catalogue_policy
from app.catalogue.models import Module, ModuleVersion
from app.catalogue.queries import DRAFT
from app.kernel.errors import NotFound
from app.kernel.i18n import today
from app.network.models import Centre
from app.people.actor import Actor
from app.people.models import Membership, Person, Role
from app.people.queries import in_force
from app.studio import policy
from app.studio.models import Comment, Review, ReviewState

ANSWERED = (ReviewState.APPROVED, ReviewState.CHANGES)


@dataclass(frozen=True, slots=True)
class Reviewed:
    """A draft in front of its authors, or of who was asked to read it; `review` is the last one asked for."""

    module: Module
    draft: ModuleVersion
    review: Review | None
    reviews_first: bool

    @property
    def is_approved(self) -> bool:
        return policy.holds(self.review, self.draft)

    @property
    def is_awaited(self) -> bool:
        return self.review is not None and self.review.state is ReviewState.ASKED

    @property
    def moved_on(self) -> bool:
        """Approved once, and changed since."""
        return self.review is not None and self.review.state is ReviewState.APPROVED and not self.is_approved


def get_reviewed(session: Session, actor: Actor, slug: str) -> Reviewed:
    """Raises NotFound for who neither writes the module nor is asked to read it, and where there is no draft."""
    found = session.execute(
        select(Module, ModuleVersion, Centre.reviews_first, Review)
        .join(ModuleVersion, and_(ModuleVersion.module_id == Module.id, ModuleVersion.number == DRAFT))
        .join(Centre, Centre.id == Module.centre_id)
        .join(Review, Review.id == _last_review().correlate(Module).scalar_subquery(), isouter=True)
        .where(Module.slug == slug)
    ).first()
    if found is None:
        raise NotFound
    module, draft, reviews_first, review = found
    if not policy.may_comment(actor, module, review):
        raise NotFound
    return Reviewed(module, draft, review, reviews_first)


def _last_review() -> Select[uuid.UUID]:
    """Of a module, since its last publication."""
    asked = aliased(Review)
    return (
        select(asked.id)
        .where(asked.module_id == Module.id, asked.number.is_(None))
        .where(asked.state != ReviewState.WITHDRAWN)
        .order_by(asked.asked_at.desc(), asked.id.desc())
        .limit(1)
    )


def find_review(session: Session, _actor: Actor, module_id: uuid.UUID) -> Review | None:
    """The last review asked for since the last publication; who may see it is the caller's to ask."""
    last = _last_review().where(Module.id == module_id)
    return session.scalars(select(Review).where(Review.id == last.scalar_subquery())).first()


def find_answered(session: Session, reviewed: Reviewed) -> Review | None:
    """The last answer that this draft got; no statement where it is the last review too."""
    review = reviewed.review
    if review is None or review.state in ANSWERED:
        return review
    return session.scalars(
        select(Review)
        .where(Review.module_id == reviewed.module.id, Review.number.is_(None))
        .where(Review.state.in_(ANSWERED))
        .order_by(Review.answered_at.desc())
        .limit(1)
    ).first()


def list_former_reviews(session: Session, actor: Actor, module: Module, limit: int = 20) -> list[Review]:
    """Those that were answered, the newest first; for its authors alone."""
    if not catalogue_policy.may_edit(actor, module):
        return []
    rows = (
        select(Review)
        .where(Review.module_id == module.id)
        .where(Review.state.in_(ANSWERED))
        .order_by(Review.answered_at.desc())
        .limit(limit)
    )
    return list(session.scalars(rows))


@dataclass(frozen=True, slots=True)
class Asked:
    """A draft that waits for the actor's reading."""

    review: Review
    module: Module
    asker: str


def list_asked(session: Session, actor: Actor, limit: int = 20) -> list[Asked]:
    rows = session.execute(
        select(Review, Module, Person)
        .join(Module, Module.id == Review.module_id)
        .join(Person, Person.id == Review.asked_by)
        .join(ModuleVersion, and_(ModuleVersion.module_id == Module.id, ModuleVersion.number == DRAFT))
        .where(Review.reviewer_id == actor.id, Review.state == ReviewState.ASKED)
        .order_by(Review.asked_at)
        .limit(limit)
    )
    return [Asked(review, module, person.name) for review, module, person in rows]


@dataclass(frozen=True, slots=True)
class Reader:
    """A trainer who can be asked."""

    id: uuid.UUID
    name: str
    email: str
    language: str
    centre: str


def list_readers(session: Session, actor: Actor, module: Module) -> list[Reader]:
    """The other trainers of the network, those of the module's centre first."""
    rows = session.execute(
        select(Person, func.min(Centre.name), func.max(_here(module)))
        .join(Membership, Membership.person_id == Person.id)
        .join(Centre, Centre.id == Membership.centre_id)
        .where(Membership.role == Role.TRAINER, in_force(today()))
        .where(Person.suspended_at.is_(None), Person.email.is_not(None), Person.id != actor.id)
        .group_by(Person.id)
        .order_by(func.max(_here(module)).desc(), Person.given_name, Person.family_name, Person.id)
        .limit(200)
    )
    return [
        Reader(person.id, person.name, person.email or "", person.language, centre)
        for person, centre, _here_too in rows
    ]


def _here(module: Module) -> ColumnElement[int]:
    return case((Membership.centre_id == module.centre_id, 1), else_=0)


@dataclass(frozen=True, slots=True)
class Thread:
    """A comment with what was answered; `names` of whoever wrote are in the page's hands."""

    first: Comment
    answers: tuple[Comment, ...]

    @property
    def is_resolved(self) -> bool:
        return self.first.resolved_at is not None


def threads_by_block(session: Session, _actor: Actor, module_id: uuid.UUID) -> dict[str, list[Thread]]:
    """Every thread of a module that the caller may comment on, the open ones first in each block."""
    rows = list(
        session.scalars(
            select(Comment).where(Comment.module_id == module_id).order_by(Comment.at, Comment.id)
        )
    )
    answers: dict[uuid.UUID, list[Comment]] = defaultdict(list)
    for row in rows:
        if row.thread_id:
            answers[row.thread_id].append(row)
    found: dict[str, list[Thread]] = defaultdict(list)
    for row in rows:
        if row.thread_id is None:
            found[row.block].append(Thread(row, tuple(answers[row.id])))
    return {block: sorted(threads, key=lambda each: each.is_resolved) for block, threads in found.items()}


def people_in(threads: Iterable[list[Thread]]) -> set[uuid.UUID]:
    comments = [one for each in threads for thread in each for one in (thread.first, *thread.answers)]
    return {one.by for one in comments} | {one.resolved_by for one in comments if one.resolved_by}


def get_comment(session: Session, actor: Actor, slug: str, comment_id: uuid.UUID) -> tuple[Reviewed, Comment]:
    reviewed = get_reviewed(session, actor, slug)
    comment = session.get(Comment, comment_id)
    if comment is None or comment.module_id != reviewed.module.id:
        raise NotFound
    return reviewed, comment


def reads_draft(session: Session, actor: Actor, version_id: uuid.UUID) -> bool:
    """Whether the actor was asked to read this draft: its pictures open too."""
    rows = (
        select(Review.id)
        .join(ModuleVersion, ModuleVersion.module_id == Review.module_id)
        .where(ModuleVersion.id == version_id, ModuleVersion.number == DRAFT)
        .where(Review.reviewer_id == actor.id, Review.state == ReviewState.ASKED)
    )
    return session.execute(rows.limit(1)).first() is not None


def list_reviewing(session: Session, actor: Actor) -> list[Centre]:
    """The centres whose setting the actor may change."""
    centres = actor.centres_as(Role.CENTRE_MANAGER)
    return list(session.scalars(select(Centre).where(Centre.id.in_(centres)).order_by(Centre.name)))


def count_open(threads: dict[str, list[Thread]]) -> int:
    return sum(not thread.is_resolved for each in threads.values() for thread in each)
