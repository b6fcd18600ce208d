import enum
import uuid
from datetime import date, datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.kernel.db import Base, Code, Id, Json, Line, Moment, Prose
from app.kernel.spoken import Spoken


class VersionState(enum.StrEnum):
    DRAFT = "draft"
    IN_REVIEW = "in_review"
    PUBLISHED = "published"
    RETIRED = "retired"


class Place(enum.StrEnum):
    REMOTE = "remote"
    IN_CENTRE = "in_centre"


class BlockType(enum.StrEnum):
    TEXT = "text"
    CALLOUT = "callout"
    FIGURE = "figure"
    STEPS = "steps"
    COMPARISON = "comparison"
    TERM = "term"
    VIDEO = "video"
    AUDIO = "audio"
    DOWNLOAD = "download"
    EXTERNAL = "external"
    QUESTION = "question"
    CHECKLIST = "checklist"
    REFLECTION = "reflection"
    OPEN_ANSWER = "open-answer"
    SUBMISSION = "submission"
    IN_CENTRE = "in-centre"


class Module(Base):
    """What one learns as a whole. Private to its centre, or shared in the network for reading.

    `current_number` is the newest published version; 0 before the first. Nobody begins a module that is retired; who is
    under way goes on. `retired_why` is what they are told. `words` holds title and summary in its other languages.
    """

    __tablename__ = "catalogue_module"

    id: Mapped[Id]
    slug: Mapped[Code] = mapped_column(unique=True)
    centre_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("network_centre.id"), index=True)
    is_shared: Mapped[bool] = mapped_column(default=False)
    title: Mapped[Line]
    summary: Mapped[Prose] = mapped_column(default="")
    words: Mapped[dict[str, Any]] = mapped_column(Json, default=dict)
    language: Mapped[str] = mapped_column(String(2))
    sector: Mapped[Code]
    licence: Mapped[Code]
    origin_version: Mapped[str | None] = mapped_column(String(100))
    review_on: Mapped[date]
    current_number: Mapped[int] = mapped_column(default=0)
    created_at: Mapped[Moment]
    retired_at: Mapped[datetime | None]
    retired_why: Mapped[Prose] = mapped_column(default="")

    def title_in(self, language: str) -> Spoken:
        return words_in(language, "title", self.title, self.words, self.language)

    def summary_in(self, language: str) -> Spoken:
        return words_in(language, "summary", self.summary, self.words, self.language)


def words_in(language: str, key: str, own_words: str, words: dict[str, Any], own: str) -> Spoken:
    """What is said of a module in this language, or in the module's `own` where it is not said in this one."""
    told = words.get(language, {}).get(key)
    return Spoken(told, language) if told else Spoken(own_words, own)


class ModuleVersion(Base):
    """One state of a module. Immutable once published; the draft has number 0, is edited in place and may hold faults.

    `archive` is the key of the canonical zip in the store; `checksum` is over source and media. Both are empty in a
    draft that was edited: they are made when asked for. `head` is what `module.yaml` says beside the units; a draft
    without one was made by an older release (`services/editing/opening.py` fills it). `revision` counts the changes of
    all drafts of the module; `head_revision`, and those of units and blocks, are its count when these were last written.
    `words` is `head` in the other languages, `behind` what of it needs a look (`translations.py`).
    """

    __tablename__ = "catalogue_version"
    __table_args__ = (UniqueConstraint("module_id", "number"),)

    id: Mapped[Id]
    module_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("catalogue_module.id"))
    number: Mapped[int]
    state: Mapped[VersionState] = mapped_column(default=VersionState.DRAFT)
    checksum: Mapped[str] = mapped_column(String(64))
    archive: Mapped[str] = mapped_column(String(100))
    head: Mapped[dict[str, Any]] = mapped_column(Json, default=dict)
    behind: Mapped[dict[str, Any]] = mapped_column(Json, default=dict)
    revision: Mapped[int] = mapped_column(default=0)
    head_revision: Mapped[int] = mapped_column(default=0)
    title: Mapped[Line]
    outcomes: Mapped[list[str]] = mapped_column(Json, default=list)
    words: Mapped[dict[str, Any]] = mapped_column(Json, default=dict)
    required_blocks: Mapped[int] = mapped_column(default=0)
    note: Mapped[Prose] = mapped_column(default="")
    saved_by: Mapped[uuid.UUID | None]
    saved_at: Mapped[Moment]
    published_at: Mapped[datetime | None]
    retired_why: Mapped[Prose] = mapped_column(default="")

    def title_in(self, language: str, own: str) -> Spoken:
        """`own` is the module's language."""
        return words_in(language, "title", self.title, self.words, own)

    def outcomes_in(self, language: str) -> list[str]:
        told: list[str] = self.words.get(language, {}).get("outcomes") or self.outcomes
        return told


class Unit(Base):
    """A part of a version, studied remotely or practised in the centre.

    `words` holds title, outcomes, bring and resources in the other languages of the module. `name` is its file without
    suffix; a hidden unit is in drafts alone. `behind` is about these words as a block's is about its source.
    """

    __tablename__ = "catalogue_unit"
    __table_args__ = (UniqueConstraint("version_id", "code"),)

    id: Mapped[Id]
    version_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("catalogue_version.id", ondelete="CASCADE"))
    code: Mapped[Code]
    name: Mapped[Code] = mapped_column(default="")
    revision: Mapped[int] = mapped_column(default=0)
    is_hidden: Mapped[bool] = mapped_column(default=False)
    behind: Mapped[dict[str, Any]] = mapped_column(Json, default=dict)
    position: Mapped[int]
    title: Mapped[Line]
    place: Mapped[Place]
    minutes: Mapped[int]
    outcomes: Mapped[list[str]] = mapped_column(Json, default=list)
    prerequisites: Mapped[list[str]] = mapped_column(Json, default=list)
    bring: Mapped[list[str]] = mapped_column(Json, default=list)
    resources: Mapped[list[str]] = mapped_column(Json, default=list)
    words: Mapped[dict[str, Any]] = mapped_column(Json, default=dict)


class Block(Base):
    """The smallest thing that can be done. `code` is its id in the module, the same in every version.

    `pool` is empty, or {"codes", "pick"}: each learner meets `pick` of these questions (`questions.pools`). As many as
    nobody meets are `is_surplus`, whichever those are: a unit asks for its blocks that are required and no surplus.

    In a draft, `source` holds what the author wrote by language (`content/block_fields.py`), in canonical form where it
    has no fault. Once published it is empty, and nothing is hidden. `behind` holds, by language, what a translation was
    made from, where the author has changed that since (`translations.py`).
    """

    __tablename__ = "catalogue_block"
    __table_args__ = (
        UniqueConstraint("version_id", "code"),
        Index("ix_catalogue_block_unit", "unit_id", "position"),
    )

    id: Mapped[Id]
    version_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("catalogue_version.id", ondelete="CASCADE"))
    unit_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("catalogue_unit.id", ondelete="CASCADE"))
    code: Mapped[Code]
    position: Mapped[int]
    type: Mapped[BlockType]
    is_required: Mapped[bool]
    is_hidden: Mapped[bool] = mapped_column(default=False)
    source: Mapped[dict[str, Any]] = mapped_column(Json, default=dict)
    behind: Mapped[dict[str, Any]] = mapped_column(Json, default=dict)
    revision: Mapped[int] = mapped_column(default=0)
    pool: Mapped[dict[str, Any]] = mapped_column(Json, default=dict)
    is_surplus: Mapped[bool] = mapped_column(default=False)


class BlockText(Base):
    """A block in one language, compiled and cleaned. `data` is what marking and the screen need beside the HTML.

    `label` names the block in one line ("Un multimètre suffit-il pour la VAT ?").
    """

    __tablename__ = "catalogue_block_text"

    block_id: Mapped[uuid.UUID] = mapped_column(
        ForeignKey("catalogue_block.id", ondelete="CASCADE"), primary_key=True
    )
    language: Mapped[str] = mapped_column(String(2), primary_key=True)
    title: Mapped[Line] = mapped_column(default="")
    label: Mapped[Line] = mapped_column(default="")
    html: Mapped[Prose] = mapped_column(default="")
    data: Mapped[dict[str, Any]] = mapped_column(Json, default=dict)
    plain_text: Mapped[Prose] = mapped_column(default="")
    sanitiser_version: Mapped[str] = mapped_column(String(64))


class UnitWords(Base):
    """What a published unit says in all its languages, as `kernel.words` folds it: each word once, for the search.

    `words` has those of the title too. No word of a draft, of right answers, or of questions that only some meet. The
    index `search_unit` stands over these rows (migration 0011).
    """

    __tablename__ = "catalogue_unit_words"

    id: Mapped[int] = mapped_column(primary_key=True)
    unit_id: Mapped[uuid.UUID] = mapped_column(
        ForeignKey("catalogue_unit.id", ondelete="CASCADE"), unique=True
    )
    title: Mapped[Prose]
    words: Mapped[Prose]


class Medium(Base):
    """A file by its content; the same bytes are kept once."""

    __tablename__ = "catalogue_medium"

    sha256: Mapped[str] = mapped_column(String(64), primary_key=True)
    media_type: Mapped[str] = mapped_column(String(64))
    size: Mapped[int]
    width: Mapped[int | None]
    height: Mapped[int | None]


class VersionMedium(Base):
    """The name under which a version uses a medium; who may see the version may see the medium."""

    __tablename__ = "catalogue_version_medium"
    __table_args__ = (Index("ix_catalogue_version_medium_use", "sha256"),)

    version_id: Mapped[uuid.UUID] = mapped_column(
        ForeignKey("catalogue_version.id", ondelete="CASCADE"), primary_key=True
    )
    name: Mapped[Line] = mapped_column(primary_key=True)
    sha256: Mapped[str] = mapped_column(ForeignKey("catalogue_medium.sha256"))


class Change(Base):
    """One change of a draft: what it took away and what it put there, as `services/editing/states.py` tells them.

    What one person types in one block within a few minutes is one change, begun at `since`. `revision` is the draft's
    after it; `language` is empty where every language is concerned.
    """

    __tablename__ = "catalogue_change"
    __table_args__ = (
        Index("ix_catalogue_change_module", "module_id", "id"),
        Index("ix_catalogue_change_block", "module_id", "block", "id"),
    )

    id: Mapped[Id]
    module_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("catalogue_module.id", ondelete="CASCADE"))
    since: Mapped[Moment]
    at: Mapped[Moment]
    by: Mapped[uuid.UUID | None]
    verb: Mapped[Code]
    unit: Mapped[Code] = mapped_column(default="")
    block: Mapped[Code] = mapped_column(default="")
    language: Mapped[str] = mapped_column(String(2), default="")
    revision: Mapped[int] = mapped_column(default=0)
    before: Mapped[dict[str, Any]] = mapped_column(Json, default=dict)
    after: Mapped[dict[str, Any]] = mapped_column(Json, default=dict)
