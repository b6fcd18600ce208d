"""Compiled text is a cache with its cleaner's version: it can be made again without a new version of the module."""

import structlog
from sqlalchemy import delete, insert, select
from sqlalchemy.orm import Session

from app.catalogue.content import compile_module
from app.catalogue.models import Block, BlockText, Medium, ModuleVersion, VersionMedium
from app.catalogue.sanitising import SANITISER_VERSION
from app.catalogue.services.sources import read_source
from app.catalogue.services.version_rows import text_values
from app.kernel.storage import Store

log = structlog.get_logger()


def bring_up_to_date(session: Session, store: Store, version: ModuleVersion) -> bool:
    """Compile a version again when another cleaner made its text; says whether it did. Flushes."""
    texts = select(BlockText.block_id).join(Block, Block.id == BlockText.block_id)
    stale = texts.where(Block.version_id == version.id, BlockText.sanitiser_version != SANITISER_VERSION)
    if session.execute(stale.limit(1)).first() is None:
        return False
    blocks = select(Block.code, Block.id).where(Block.version_id == version.id)
    ids = {row.code: row.id for row in session.execute(blocks)}
    sizes = {
        name: (width, height)
        for name, width, height in session.execute(
            select(VersionMedium.name, Medium.width, Medium.height)
            .join(Medium, Medium.sha256 == VersionMedium.sha256)
            .where(VersionMedium.version_id == version.id, Medium.width.is_not(None))
        )
        if width and height
    }
    source = read_source(store, version)
    session.execute(delete(BlockText).where(BlockText.block_id.in_(ids.values())))
    rows = [
        text_values(ids[block.code], block, sizes) for block in compile_module(source) if block.code in ids
    ]
    session.execute(insert(BlockText), rows)
    log.info("compiled_again", version=str(version.id), cleaner=SANITISER_VERSION)
    return True
