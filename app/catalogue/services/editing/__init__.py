"""A draft edited in place by its authors: verbs that flush, never commit.

Each holds the module (one author at a time), checks that the actor may edit it, and writes one line of history.
"""

from app.catalogue.services.editing.beginning import begin_module
from app.catalogue.services.editing.blocks import (
    add_block,
    copy_block,
    hide_block,
    move_block,
    remove_block,
    save_block,
)
from app.catalogue.services.editing.going_back import restore, undo
from app.catalogue.services.editing.heads import save_head
from app.catalogue.services.editing.languages import (
    begin_language,
    confirm_block,
    confirm_head,
    confirm_unit,
)
from app.catalogue.services.editing.opening import open_draft
from app.catalogue.services.editing.refusals import (
    BlockMoved,
    ChangedSince,
    HeadMoved,
    LastUnit,
    SourceMoved,
    UnitMoved,
)
from app.catalogue.services.editing.units import (
    add_unit,
    copy_unit,
    hide_unit,
    move_unit,
    remove_unit,
    save_unit,
)

__all__ = [
    "BlockMoved",
    "ChangedSince",
    "HeadMoved",
    "LastUnit",
    "SourceMoved",
    "UnitMoved",
    "add_block",
    "add_unit",
    "begin_language",
    "begin_module",
    "confirm_block",
    "confirm_head",
    "confirm_unit",
    "copy_block",
    "copy_unit",
    "hide_block",
    "hide_unit",
    "move_block",
    "move_unit",
    "open_draft",
    "remove_block",
    "remove_unit",
    "restore",
    "save_block",
    "save_head",
    "save_unit",
    "undo",
]
