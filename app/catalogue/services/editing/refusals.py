from app.kernel.errors import Conflict


class BlockMoved(Conflict):
    """Someone saved the block since it was read: {block, revision, by, at, fields, required}, theirs, not yet replaced."""

    code = "block_moved"


class UnitMoved(Conflict):
    """As BlockMoved: {unit, revision, by, at, words, minutes, place, prerequisites}."""

    code = "unit_moved"


class HeadMoved(Conflict):
    """As BlockMoved: {revision, by, at, head}."""

    code = "head_moved"


class SourceMoved(Conflict):
    """What a translation was made from changed again since it was looked at."""

    code = "source_moved"


class ChangedSince(Conflict):
    """A change cannot be undone: what it touched has changed again, or what it stood in is gone."""

    code = "changed_since"


class LastUnit(Conflict):
    """A module keeps one unit."""

    code = "last_unit"


class MediumUsed(Conflict):
    """A block still names the file; `facts["name"]`."""

    code = "medium_used"


class MediumGone(Conflict):
    """A file that was taken out so long ago that the store let it go."""

    code = "medium_gone"
