"""Who uses a file of the store: versions, drafts and their history here; the floors above add theirs."""

from collections.abc import Callable, Iterable

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.catalogue.models import Change, ModuleVersion, VersionMedium

Users = Callable[[Session], Iterable[str]]

_users: list[Users] = []


def keep_what(users: Users) -> None:
    """Register who else uses files: `users(session)` gives their keys."""
    if users not in _users:
        _users.append(users)


def list_used(session: Session) -> set[str]:
    """The key of every file that someone still uses, or may go back to."""
    used = set(session.scalars(select(VersionMedium.sha256).distinct()))
    used |= set(session.scalars(select(ModuleVersion.archive).where(ModuleVersion.archive != "")))
    used |= set(_in_history(session))
    for users in _users:
        used |= set(users(session))
    return used


def _in_history(session: Session) -> Iterable[str]:
    """A draft that was replaced whole can be put back with its files. A file that was replaced or removed by itself
    can be put back for as long as the store keeps what nobody uses."""
    for state in (Change.before, Change.after):
        is_whole = state["head"].as_string().is_not(None), state["media"].as_string().is_not(None)
        for media in session.scalars(select(state["media"]).where(*is_whole)):
            yield from media.values()
