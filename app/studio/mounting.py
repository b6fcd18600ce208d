"""Every page of the studio and what its sockets hear: whatever is named here is mounted."""

from app.studio import (
    archive_views,
    begin_views,
    block_acts,
    block_views,
    editor_history,
    editor_views,
    language_views,
    module_head,
    presence,
    question_views,
    translating_views,
    unit_acts,
    unit_views,
    upload_views,
)
from app.studio.views import pages

__all__ = [
    "archive_views",
    "begin_views",
    "block_acts",
    "block_views",
    "editor_history",
    "editor_views",
    "language_views",
    "module_head",
    "pages",
    "presence",
    "question_views",
    "translating_views",
    "unit_acts",
    "unit_views",
    "upload_views",
]
