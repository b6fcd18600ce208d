"""A whole draft as a state: what is kept when files take its place, so that nobody's work is lost."""

from sqlalchemy import delete, insert, select
from sqlalchemy.orm import Session

from app.catalogue.models import Block, ModuleVersion, Unit, VersionMedium
from app.catalogue.services.editing.desk import Desk, State
from app.catalogue.services.editing.heads import put_head
from app.catalogue.services.editing.states import block_facts, put_unit, unit_facts


def draft_state(session: Session, draft: ModuleVersion) -> State:
    """{head, units, media}: three statements."""
    rows = session.scalars(select(Block).where(Block.version_id == draft.id).order_by(Block.position))
    told: dict[object, list[State]] = {}
    for block in rows:
        told.setdefault(block.unit_id, []).append({"code": block.code, **block_facts(block)})
    units = session.scalars(select(Unit).where(Unit.version_id == draft.id).order_by(Unit.position))
    media = session.scalars(select(VersionMedium).where(VersionMedium.version_id == draft.id))
    return {
        "head": draft.head,
        "units": [{"code": unit.code, **unit_facts(unit), "blocks": told.get(unit.id, [])} for unit in units],
        "media": {medium.name: medium.sha256 for medium in media},
    }


def put_draft_state(desk: Desk, state: State) -> None:
    """Every row of the draft made anew. Compiles the whole module: up to a second."""
    session, draft_id = desk.session, desk.draft.id
    session.execute(delete(Unit).where(Unit.version_id == draft_id))
    session.execute(delete(VersionMedium).where(VersionMedium.version_id == draft_id))
    session.expire_all()
    uses = [{"version_id": draft_id, "name": name, "sha256": key} for name, key in state["media"].items()]
    if uses:
        session.execute(insert(VersionMedium), uses)
    after = None
    for unit in state["units"]:
        put_unit(desk, unit["code"], unit | {"after": after})
        after = unit["code"]
    put_head(desk, state["head"])
