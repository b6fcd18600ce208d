import uuid

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from app.catalogue import policy
from app.catalogue.content import ModuleSource
from app.catalogue.content.module_file import ModuleHead
from app.catalogue.models import Module
from app.catalogue.services.version_rows import words_of
from app.kernel.clock import now
from app.kernel.errors import Denied, DomainError, NotFound
from app.people.actor import Actor
from app.people.models import Role


class CentreUnclear(DomainError):
    """The actor trains in several centres and named none for the new module."""

    code = "centre_unclear"


class LanguageFixed(DomainError):
    """Learners of a published module rely on its language as the one every block has."""

    code = "language_fixed"


def lock_module(session: Session, slug: str) -> Module | None:
    """The module, held until the transaction ends: who saves or publishes goes one at a time."""
    return session.scalars(
        select(Module).where(Module.slug == slug).with_for_update().execution_options(populate_existing=True)
    ).first()


def lock_editable(session: Session, actor: Actor, slug: str) -> Module | None:
    """The module held for its author; None where the slug is free.

    Raises NotFound for a module the actor may not know of, Denied for one they may only read.
    """
    module = lock_module(session, slug)
    if module is not None:
        check_editable(actor, module)
    return module


def check_editable(actor: Actor, module: Module) -> None:
    if not policy.may_read(actor, module):
        raise NotFound
    if not policy.may_edit(actor, module):
        raise Denied


def create_module(
    session: Session, actor: Actor, *, source: ModuleSource, centre_id: uuid.UUID | None = None
) -> Module:
    """A module of the actor's centre, private, with nothing published. Flushes, never commits.

    Raises Denied where the actor does not train, CentreUnclear when they train in several centres and
    `centre_id` is None; NotFound when someone else's module took the slug in the meantime.
    """
    centres = actor.centres_as(Role.TRAINER)
    if centre_id is None and len(centres) > 1:
        raise CentreUnclear
    chosen = centre_id or next(iter(centres), None)
    if chosen is None or not policy.may_create_in(actor, chosen):
        raise Denied
    open_module(session, source=source, centre_id=chosen, is_shared=False)
    module = lock_editable(session, actor, source.slug)
    assert module is not None
    return module


def open_module(session: Session, *, source: ModuleSource, centre_id: uuid.UUID, is_shared: bool) -> None:
    """Add the module unless its slug is taken by now; the caller looks at what is there, under lock."""
    module = Module(
        slug=source.slug,
        centre_id=centre_id,
        is_shared=is_shared,
        title=source.title,
        words=words_of(source),
        language=source.language,
        sector=source.sector,
        licence=source.licence,
        review_on=source.review_on,
        created_at=now(),
    )
    try:
        with session.begin_nested():
            session.add(module)
    except IntegrityError:
        return


def describe(module: Module, source: ModuleSource | ModuleHead) -> None:
    """Let the module say of itself what its files say. Raises LanguageFixed."""
    if module.current_number and module.language != source.language:
        raise LanguageFixed
    module.title = source.title
    module.summary = source.summary
    module.words = words_of(source)
    module.language = source.language
    module.sector = source.sector
    module.licence = source.licence
    module.origin_version = source.origin_version
    module.review_on = source.review_on
