"""Every page of the studio and what its sockets hear: whatever is named here is mounted."""

from app.studio import presence
from app.studio.pages import pages
from app.studio.views import (
    archives,
    begin,
    block_acts,
    blocks,
    editor,
    editor_history,
    language,
    module_head,
    modules,
    questions,
    translating,
    unit_acts,
    units,
    uploads,
)

__all__ = [
    "archives",
    "begin",
    "block_acts",
    "blocks",
    "editor",
    "editor_history",
    "language",
    "module_head",
    "modules",
    "pages",
    "presence",
    "questions",
    "translating",
    "unit_acts",
    "units",
    "uploads",
]
