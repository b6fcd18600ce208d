"""A draft edited in place by its authors: verbs that flush, never commit.

Each holds the module (one author at a time), checks that the actor may edit it, and writes one line of history.
"""

from app.catalogue.services.editing.blocks import (
    add_block,
    copy_block,
    hide_block,
    move_block,
    remove_block,
    save_block,
)
from app.catalogue.services.editing.opening import open_draft
from app.catalogue.services.editing.refusals import BlockMoved, ChangedSince, HeadMoved, LastUnit, UnitMoved

__all__ = [
    "BlockMoved",
    "ChangedSince",
    "HeadMoved",
    "LastUnit",
    "UnitMoved",
    "add_block",
    "copy_block",
    "hide_block",
    "move_block",
    "open_draft",
    "remove_block",
    "save_block",
]
