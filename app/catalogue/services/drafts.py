import uuid

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from app.catalogue.content import Files, ModuleSource
from app.catalogue.models import Module, ModuleVersion
from app.catalogue.queries import find_module
from app.catalogue.services.editing.desk import REPLACED, Desk, State
from app.catalogue.services.editing.drafts_whole import draft_state
from app.catalogue.services.editing.opening import revisions_of
from app.catalogue.services.modules import (
    LanguageFixed,
    check_editable,
    create_module,
    describe,
    lock_editable,
)
from app.catalogue.services.preparing import Prepared, prepare
from app.catalogue.services.sources import ArchiveUnreadable, read_source
from app.catalogue.services.version_rows import said_in, write_draft
from app.catalogue.translations import (
    Marks,
    carry,
    has_several_languages,
    marks_in_state,
    marks_of,
    said_in_state,
)
from app.kernel.errors import Conflict
from app.kernel.storage import Store
from app.people.actor import Actor


class DraftMoved(Conflict):
    """Someone saved the module between reading it and saving what was made of it."""

    code = "draft_moved"


def replace_draft(session: Session, actor: Actor, *, store: Store, slug: str, files: Files) -> ModuleVersion:
    """Put these files in the place of the draft, creating the module when its slug is free.

    Everything is read before anything changes. Raises FaultsFound, NotFound, Denied, LanguageFixed, CentreUnclear.
    """
    return save_draft(session, actor, store=store, prepared=prepare(store, files, slug=slug))


def stamp_of(version: ModuleVersion) -> str:
    """Another one as soon as the version says something else."""
    return version.checksum or f"revision {version.revision}"


def check_may_save(session: Session, actor: Actor, *, slug: str) -> None:
    """Refuse early, as `save_draft` would, before anything long is read."""
    module = find_module(session, slug)
    if module is not None:
        check_editable(actor, module)


def save_draft(
    session: Session,
    actor: Actor,
    *,
    store: Store,
    prepared: Prepared,
    centre_id: uuid.UUID | None = None,
    onto: str | None = None,
) -> ModuleVersion:
    """Keep what `prepare` read as the draft. The same files again change nothing.

    Files equal to the current version leave no draft: that version is the answer. `onto` is the stamp of what
    the files were made from: raises DraftMoved when the module holds something else by now. Flushes, never commits.
    """
    source = prepared.source
    module = lock_editable(session, actor, source.slug)
    if module is None:
        module = create_module(session, actor, source=source, centre_id=centre_id)
    draft = put_draft(session, store, module, prepared, by=actor.id, onto=onto)
    session.flush()
    return draft


def put_draft(
    session: Session,
    store: Store,
    module: Module,
    prepared: Prepared,
    *,
    by: uuid.UUID | None,
    onto: str | None = None,
) -> ModuleVersion:
    """`save_draft` for who holds the module's lock already."""
    if module.current_number and module.language != prepared.source.language:
        raise LanguageFixed
    known, last = _versions(session, module)
    former, current = known.get(0), known.get(module.current_number)
    base = former or current
    if onto is not None and (base is None or stamp_of(base) != onto):
        raise DraftMoved
    if former and former.checksum == prepared.checksum:
        return former
    replaced = draft_state(session, former) if former and former.head else {}
    says_nothing_new = current is not None and current.number > 0 and current.checksum == prepared.checksum
    if former:
        if says_nothing_new and replaced:
            former.revision += 1
            _tell(session, module, former, by, replaced)
        session.execute(delete(ModuleVersion).where(ModuleVersion.id == former.id))
        session.expunge(former)
    if says_nothing_new and current:
        return current
    if module.current_number == 0:
        describe(module, prepared.source)
    revision = (former.revision if former else last) + 1
    there = set(replaced["media"].values()) if replaced else ()
    marks = _marks(session, store, prepared.source, replaced, current)
    draft = write_draft(session, module, prepared, by, revision=revision, known=there, marks=marks)
    _tell(session, module, draft, by, replaced)
    return draft


def _marks(
    session: Session, store: Store, source: ModuleSource, replaced: State, current: ModuleVersion | None
) -> Marks:
    """Which translations are behind: the files change what they were made from, and not them."""
    if not has_several_languages(source):
        return {}
    if replaced:
        return carry(source.language, said_in_state(replaced), marks_in_state(replaced), said_in(source))
    if current is None or current.number == 0:
        return {}
    try:
        before = said_in(read_source(store, current))
    except ArchiveUnreadable:
        return {}
    return carry(source.language, before, marks_of(session, current), said_in(source))


def _tell(
    session: Session, module: Module, draft: ModuleVersion, by: uuid.UUID | None, replaced: State
) -> None:
    """In the history, the draft whose place was taken, which can be put back."""
    Desk(session, by, module, draft).write(REPLACED, before=replaced, after={"revision": draft.revision})


def _versions(session: Session, module: Module) -> tuple[dict[int, ModuleVersion], int]:
    """The draft and the current version, where there are any, and the last revision of any draft."""
    rows = session.execute(
        select(ModuleVersion, revisions_of(module).scalar_subquery()).where(
            ModuleVersion.module_id == module.id,
            ModuleVersion.number.in_({0, module.current_number}),
        )
    ).all()
    return {version.number: version for version, _ in rows}, max((last or 0 for _, last in rows), default=0)
