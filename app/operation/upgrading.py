"""From one release to the next: a backup first, so that there is a way back."""

import enum
from pathlib import Path

from app.kernel.clock import now
from app.kernel.installation import claim_kind
from app.kernel.jobs import is_served
from app.kernel.runtime import Runtime
from app.kernel.schema import bring_to_head, current_revision, head_revision
from app.operation.backing_up import back_up
from app.people.erasing.act import erase_again


class StillServed(Exception):
    """A server of the former release is at work on this instance."""


class Nothing(enum.Enum):
    """The schema is this release's already."""

    TO_DO = "to_do"


def upgrade(running: Runtime, path: Path | None, *, without_backup: bool) -> Path | Nothing | None:
    """Returns where the backup is; None where none was wanted or there was nothing to keep.

    Raises StillServed, SchemaFromTheFuture, WrongKind, ListUnreadable, and what `back_up` raises.
    """
    settings = running.settings
    current = current_revision(running.database)
    if current == head_revision(settings.database):
        return Nothing.TO_DO
    if settings.is_embedded and is_served(settings.instance):
        raise StillServed("A server runs on this instance: stop it first, then upgrade.")
    made = None if current is None or without_backup else path or _path_for(settings.instance, current)
    if made is not None:
        made.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        back_up(running, made)
    running.database.dispose()
    bring_to_head(settings, copies=False)
    with running.database.writing() as session:
        claim_kind(session, is_demo=settings.is_demo)
    erase_again(running)
    return made


def _path_for(instance: Path, revision: str) -> Path:
    return instance / "backups" / f"before-{revision}-{now():%Y%m%d-%H%M%S}.zip"
