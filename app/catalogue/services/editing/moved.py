"""Whether someone saved the same meanwhile, and who: what stands there is never written over unseen."""

from typing import Any

from sqlalchemy import and_, or_, select

from app.catalogue.content.block_fields import Fields
from app.catalogue.models import Block, Change
from app.catalogue.services.editing.desk import PUT_BACK, REPLACED, Desk
from app.people.queries import names_of

#: Changes after which everything still says what it said.
WORDLESS = (
    "block_moved",
    "block_hidden",
    "block_shown",
    "block_confirmed",
    "unit_moved",
    "unit_hidden",
    "unit_shown",
    "unit_confirmed",
    "language_begun",
    "head_confirmed",
)


def theirs_since(
    desk: Desk, revision: int, language: str, *, unit: str = "", block: str = ""
) -> Change | None:
    """The last change of what one has read as `revision`. Another language saved meanwhile is nobody's loss.

    Without a unit or a block, of the head.
    """
    same = Change.block == block if block else and_(Change.block == "", Change.unit == unit)
    rows = (
        select(Change)
        .where(Change.module_id == desk.module.id, Change.revision > revision)
        .where(or_(same, Change.verb.in_((REPLACED, PUT_BACK))))
        .where(Change.language.in_({language, ""}), Change.verb.not_in(WORDLESS))
    )
    return desk.session.scalars(rows.order_by(Change.id.desc()).limit(1)).first()


def source_seen(desk: Desk, row: Block, seen: int) -> Fields | None:
    """What a block said in the module's own language when its translator looked; None where it still says that."""
    rows = (
        select(Change)
        .where(Change.module_id == desk.module.id, Change.block == row.code, Change.revision > seen)
        .where(Change.language.in_({desk.language, ""}), Change.verb.not_in(WORDLESS))
    )
    first = desk.session.scalars(rows.order_by(Change.id).limit(1)).first()
    found: Fields | None = first.before.get("source", {}).get(desk.language) if first else None
    return found


def told_by(desk: Desk, theirs: Change) -> dict[str, Any]:
    name = names_of(desk.session, [theirs.by]).get(theirs.by, "") if theirs.by else ""
    return {"by": name, "at": theirs.at.isoformat()}
