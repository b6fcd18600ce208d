"""A whole draft as a state: what is kept when files take its place, so that nobody's work is lost."""

from sqlalchemy import ColumnElement, delete, func, insert, select
from sqlalchemy.orm import Session

from app.catalogue.models import Block, ModuleVersion, Unit, VersionMedium
from app.catalogue.services.editing.desk import Desk, State
from app.catalogue.services.editing.heads import put_head
from app.catalogue.services.editing.states import BEHIND, block_facts, put_unit, unit_facts
from app.kernel.db import Json


def draft_state(session: Session, draft: ModuleVersion) -> State:
    """{head, behind, units, media}, media as digests by name; one statement."""
    rows = session.execute(
        select(Unit, Block, _media(session, draft))
        .join(Block, Block.unit_id == Unit.id, isouter=True)
        .where(Unit.version_id == draft.id)
        .order_by(Unit.position, Block.position)
    )
    units: dict[str, State] = {}
    media: dict[str, str] = {}
    for unit, block, named in rows:
        told = units.setdefault(unit.code, {"code": unit.code, **unit_facts(unit), "blocks": []})
        if block is not None:
            told["blocks"].append({"code": block.code, **block_facts(block)})
        media = named or {}
    return {"head": draft.head, BEHIND: draft.behind, "units": list(units.values()), "media": media}


def _media(session: Session, draft: ModuleVersion) -> ColumnElement[dict[str, str]]:
    is_postgres = session.get_bind().dialect.name == "postgresql"
    gather = func.jsonb_object_agg if is_postgres else func.json_group_object
    named = select(gather(VersionMedium.name, VersionMedium.sha256, type_=Json))
    return named.where(VersionMedium.version_id == draft.id).scalar_subquery()


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
    put_head(desk, state["head"], state.get(BEHIND))
