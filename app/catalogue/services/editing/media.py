"""The files of a draft: what blocks may name. Adding one changes no block; publishing leaves out what none names."""

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from app.catalogue.admission import free_name
from app.catalogue.draft_media import blocks_by_medium
from app.catalogue.models import Medium, ModuleVersion, VersionMedium
from app.catalogue.services.editing.desk import Desk, hold_draft
from app.catalogue.services.editing.media_states import MEDIA, media_state, put_media
from app.catalogue.services.editing.opening import open_draft
from app.catalogue.services.taking_in import TakenIn, take_in
from app.catalogue.services.version_rows import unless_there
from app.kernel.errors import Conflict, NotFound
from app.kernel.storage import Store
from app.people.actor import Actor

MOST_MEDIA = 500
REPLACED, REMOVED = "medium_replaced", "medium_removed"


class TooManyMedia(Conflict):
    """`facts["most"]` is how many files a draft may have."""

    code = "too_many_media"


class OtherType(Conflict):
    """A file takes the place of one of its own type alone; `facts["name"]` is the one that stays."""

    code = "medium_other_type"


def add_medium(session: Session, actor: Actor, *, store: Store, slug: str, name: str, data: bytes) -> str:
    """Keep a file for the blocks of the draft; returns its name there, plain and free. The same file again has one name.

    The file is read, and made in its widths, before the first statement: the transaction is still to begin. Flushes,
    never commits. Raises what `admit` does, TooManyMedia, NotFound, Denied.
    """
    return keep_medium(session, actor, store=store, slug=slug, taken=take_in(store, name, data))


def keep_medium(session: Session, actor: Actor, *, store: Store, slug: str, taken: TakenIn) -> str:
    """`add_medium` for a file that is in the store already."""
    draft = open_draft(session, actor, store=store, slug=slug)
    known = {row.name: row.sha256 for row in _rows(session, draft)}
    for name, sha256 in known.items():
        if sha256 == taken.sha256:
            return name
    if len(known) >= MOST_MEDIA:
        raise TooManyMedia(most=MOST_MEDIA)
    name = free_name(taken.name, frozenset(known))
    _keep_row(session, taken)
    session.execute(insert(VersionMedium).values(version_id=draft.id, name=name, sha256=taken.sha256))
    session.flush()
    return name


def replace_medium(session: Session, actor: Actor, *, slug: str, name: str, taken: TakenIn) -> ModuleVersion:
    """Let every block that names a file show another one. Raises OtherType where the two differ in type."""
    desk = hold_draft(session, actor, slug)
    former = _get_row(session, desk, name)
    if former.media_type != taken.media_type:
        raise OtherType(name=name)
    if former.sha256 == taken.sha256:
        return desk.draft
    _keep_row(session, taken)
    if put_media(desk, {name: taken.sha256}):
        desk.touch()
    desk.write(REPLACED, before={MEDIA: {name: former.sha256}}, after={MEDIA: {name: taken.sha256}})
    return desk.draft


def remove_medium(session: Session, actor: Actor, *, slug: str, name: str) -> None:
    """Take a file that no block names out of the draft. Raises MediumUsed, NotFound, Denied."""
    desk = hold_draft(session, actor, slug)
    _get_row(session, desk, name)
    _remove(desk, {name})


def remove_unused(session: Session, actor: Actor, *, slug: str) -> int:
    """Take every file that no block names out of the draft; returns how many there were."""
    desk = hold_draft(session, actor, slug)
    unused = {row.name for row in _rows(session, desk.draft)} - blocks_by_medium(
        session, desk.draft.id
    ).keys()
    _remove(desk, unused)
    return len(unused)


def _remove(desk: Desk, names: set[str]) -> None:
    """What no block names is in no archive either: the draft says what it said."""
    if names:
        before, after = media_state(desk.session, desk.draft, names), {MEDIA: dict.fromkeys(sorted(names))}
        put_media(desk, after[MEDIA])
        desk.write(REMOVED, before=before, after=after)


def _rows(session: Session, draft: ModuleVersion) -> list[VersionMedium]:
    return list(session.scalars(select(VersionMedium).where(VersionMedium.version_id == draft.id)))


def _get_row(session: Session, desk: Desk, name: str) -> Medium:
    found = session.scalars(
        select(Medium)
        .join(VersionMedium, VersionMedium.sha256 == Medium.sha256)
        .where(VersionMedium.version_id == desk.draft.id, VersionMedium.name == name)
    ).first()
    if found is None:
        raise NotFound
    return found


def _keep_row(session: Session, taken: TakenIn) -> None:
    row = {
        "sha256": taken.sha256,
        "media_type": taken.media_type,
        "size": taken.size,
        "width": taken.width,
        "height": taken.height,
    }
    session.execute(unless_there(session, Medium), [row])
