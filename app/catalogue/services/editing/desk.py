"""The draft in hand: held for its author until the transaction ends, every change of it told in its history."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.catalogue.models import Block, Change, Module, ModuleVersion, Unit
from app.catalogue.queries import find_draft
from app.catalogue.services.modules import lock_editable
from app.kernel.clock import now
from app.kernel.errors import NotFound
from app.people.actor import Actor

#: What one person types in one block within this time is one change.
SITTING = timedelta(minutes=5)

State = dict[str, Any]
SAVED = "block_saved"
#: Changes of a whole draft.
REPLACED, PUT_BACK = "draft_replaced", "draft_put_back"


@dataclass(frozen=True, slots=True)
class Desk:
    """A draft under edit. `by` is None for an act of the console."""

    session: Session
    by: UUID | None
    module: Module
    draft: ModuleVersion

    @property
    def language(self) -> str:
        """The one that every block has."""
        return str(self.draft.head["language"])

    @property
    def next_revision(self) -> int:
        """Of what is being written; the draft's own once the change is noted."""
        return self.draft.revision + 1

    def unit(self, code: str) -> Unit:
        found = self.session.scalars(
            select(Unit).where(Unit.version_id == self.draft.id, Unit.code == code)
        ).first()
        if found is None:
            raise NotFound
        return found

    def block(self, code: str) -> tuple[Unit, Block]:
        found = self.session.execute(
            select(Unit, Block)
            .join(Block, Block.unit_id == Unit.id)
            .where(Block.version_id == self.draft.id, Block.code == code)
        ).first()
        if found is None:
            raise NotFound
        return found[0], found[1]

    def note(
        self,
        verb: str,
        *,
        before: State,
        after: State,
        unit: str = "",
        block: str = "",
        language: str = "",
    ) -> Change:
        """Write the change down, and that the draft is no longer what its archive says. Flushes."""
        self.touch()
        return self.write(verb, before=before, after=after, unit=unit, block=block, language=language)

    def write(
        self,
        verb: str,
        *,
        before: State,
        after: State,
        unit: str = "",
        block: str = "",
        language: str = "",
    ) -> Change:
        """The line of history alone."""
        change = self._find_going_on(block, language) if verb == SAVED else None
        if change is None:
            change = Change(module_id=self.module.id, by=self.by, verb=verb, since=now(), before=before)
            change.unit, change.block, change.language = unit, block, language
            self.session.add(change)
        change.at, change.after, change.revision = now(), after, self.draft.revision
        self.session.flush()
        return change

    def touch(self) -> None:
        """Its archive and checksum are of another state from now on."""
        draft = self.draft
        draft.checksum = draft.archive = ""
        draft.revision += 1
        draft.saved_by, draft.saved_at = self.by, now()

    def _find_going_on(self, block: str, language: str) -> Change | None:
        """The last change of the block, when it is the same person still typing."""
        last = self.session.scalars(
            select(Change)
            .where(Change.module_id == self.module.id, Change.block == block)
            .order_by(Change.id.desc())
            .limit(1)
        ).first()
        if last is None or (last.verb, last.by, last.language) != (SAVED, self.by, language):
            return None
        return last if now() - last.since < SITTING else None


def hold_draft(session: Session, actor: Actor, slug: str) -> Desk:
    """Raises NotFound also where the draft has not been opened for editing (`open_draft`), Denied."""
    module = lock_editable(session, actor, slug)
    draft = find_draft(session, module.id) if module else None
    if module is None or draft is None or not draft.head:
        raise NotFound
    return Desk(session, actor.id, module, draft)
