"""What the editor's page shows: the plan, the blocks of one unit, and the one that is open."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from flask import request, url_for
from markupsafe import Markup

from app.catalogue.content.block_checking import check_block
from app.catalogue.content.block_fields import Fields
from app.catalogue.draft_reading import (
    Draft,
    DraftBlock,
    DraftMedium,
    DraftUnit,
    get_draft,
    list_draft_blocks,
    list_draft_media,
)
from app.catalogue.drawing import draw_block
from app.catalogue.language_reading import standing_of
from app.catalogue.models import Module, ModuleVersion
from app.catalogue.translations import words_of_unit
from app.kernel.errors import NotFound
from app.kernel.i18n import LANGUAGES
from app.kernel.identity import signed_in_actor
from app.kernel.unit_of_work import session
from app.studio.beside_form import fields_beside
from app.studio.changes_told import Difference, since_made
from app.studio.conflicts import Conflict
from app.studio.faults import Missing, missing_in
from app.studio.kinds import Group, Kind, groups_for, kind_of


@dataclass(frozen=True, slots=True)
class Urls:
    """Where the acts on one block go."""

    open: str
    form: str
    move: str
    copy: str
    hide: str
    show: str
    remove: str
    history: str
    confirm: str


@dataclass(frozen=True, slots=True)
class Beside:
    """The source beside a translation: as it is shown, how the translation stands, what changed since that was made."""

    html: Markup
    standing: str
    since: Sequence[Difference]


@dataclass(frozen=True, slots=True)
class EditedBlock:
    """A block on the desk. `up` and `down` name the block after which it would stand, None at either end."""

    given: DraftBlock
    kind: Kind
    html: Markup
    urls: Urls
    up: str | None
    down: str | None
    missing: tuple[Missing, ...]
    beside: Beside | None = None

    @property
    def code(self) -> str:
        return self.given.row.code

    @property
    def type(self) -> Any:
        return self.given.row.type

    @property
    def label(self) -> str:
        return self.given.label

    @property
    def is_required(self) -> bool:
        return self.given.row.is_required

    @property
    def is_hidden(self) -> bool:
        return self.given.row.is_hidden


@dataclass(frozen=True, slots=True)
class OpenBlock:
    """The block whose form is shown: as it was saved, or as it has just been typed."""

    code: str
    fields: Fields
    required: bool
    revision: int
    faults: tuple[Missing, ...] = ()
    notice: str = ""
    is_unsaved: bool = False
    conflict: Conflict | None = None


@dataclass(frozen=True, slots=True)
class Head:
    """The form of a unit, as it was saved or typed."""

    given: Mapping[str, Any]
    revision: int
    errors: Mapping[str, str] = field(default_factory=dict)
    told: Markup | None = None


@dataclass(frozen=True)
class Desk:
    """One unit of a draft as its author has it before them."""

    draft_of: Draft
    unit: DraftUnit
    language: str
    asked_language: str | None
    languages: Sequence[tuple[str, str]]
    blocks: Sequence[EditedBlock]
    open: OpenBlock | None = None
    media: Sequence[DraftMedium] = ()
    head: Head | None = None
    insert: str | None = None
    undo_url: str = ""
    is_beside: bool = False

    @property
    def module(self) -> Module:
        return self.draft_of.module

    @property
    def draft(self) -> ModuleVersion:
        return self.draft_of.version

    @property
    def block_template(self) -> str:
        return "studio/translating/_block.html" if self.is_beside else "studio/editor/_block.html"

    @property
    def slug(self) -> str:
        return self.module.slug

    @property
    def units(self) -> Sequence[DraftUnit]:
        return self.draft_of.units

    @property
    def groups(self) -> tuple[Group, ...]:
        return groups_for(in_centre=self.unit.is_in_centre)

    @property
    def is_own_language(self) -> bool:
        return self.language == self.module.language

    @property
    def unit_beside(self) -> Beside:
        """How what the unit says of itself stands in this language."""
        own, row = self.module.language, self.unit.row
        words = words_of_unit(row, own)
        since = since_made(row.behind.get(self.language), words[own])
        return Beside(Markup(), standing_of(self.language, words, row.behind), since)

    @property
    def unfinished(self) -> list[tuple[EditedBlock, int]]:
        return [(block, len(block.missing)) for block in self.blocks if block.missing]

    def block(self, code: str) -> EditedBlock:
        """Raises NotFound."""
        for block in self.blocks:
            if block.code == code:
                return block
        raise NotFound

    def url(self, unit: str = "", **more: Any) -> str:
        language = more.pop("language", self.asked_language)
        if self.is_beside and language:
            return url_for(
                "studio.translate_unit",
                slug=self.slug,
                unit=unit or self.unit.code,
                language=language,
                **more,
            )
        return url_for("studio.unit", slug=self.slug, unit=unit or self.unit.code, language=language, **more)

    def act(self, endpoint: str, **names: Any) -> str:
        return url_for(f"studio.{endpoint}", slug=self.slug, **names)

    def before(self, place: int) -> str:
        """The code of the unit before this place; "" for the first."""
        return self.units[place - 1].code if place > 0 else ""


def set_desk(slug: str, unit: str, *, language: str | None = None, beside: bool = False) -> Desk:
    """With `beside`, what is written in another language stands beside its source.

    Raises NotFound, Denied and NoDraftOpen.
    """
    beside = beside or "beside" in request.values
    asked = request.args.get("language", "") if language is None else language
    draft = get_draft(session(), signed_in_actor(), slug, asked if asked in LANGUAGES else "")
    own, here = draft.module.language, draft.unit(unit)
    other = asked if asked in LANGUAGES and asked != own else None
    spoken = other or own
    rows = list_draft_blocks(session(), draft, unit, spoken)
    codes = [row.row.code for row in rows]
    blocks = [
        EditedBlock(
            row,
            kind_of(row.row.type, row.question_type),
            _drawn(row),
            _urls(slug, unit, row.row.code, other, beside=beside and other is not None),
            None if place == 0 else codes[place - 2] if place > 1 else "",
            codes[place + 1] if place + 1 < len(codes) else None,
            missing_of(row, spoken),
            _beside(row, own, other) if beside and other else None,
        )
        for place, row in enumerate(rows)
    ]
    is_beside = beside and other is not None
    return Desk(draft, here, spoken, other, _languages(draft, rows), blocks, is_beside=is_beside)


def _beside(row: DraftBlock, own: str, language: str) -> Beside:
    block = row.row
    # The two are on one page: what names parts of a block by its code must not name both.
    view = row.own_view and replace(row.own_view, code=f"{block.code}-source", drawn={})
    html = draw_block(view, None, None, "") if view else Markup()
    since = since_made(block.behind.get(language), row.fields_in(own))
    return Beside(html, standing_of(language, block.source, block.behind), since)


def missing_of(row: DraftBlock, language: str) -> tuple[Missing, ...]:
    """What the block still misses in this language; a language in which it is not written misses nothing."""
    fields = row.fields_in(language)
    return missing_in(check_block(row.row.type.value, fields)) if fields else ()


def open_on(desk: Desk, code: str, *, takes_source: bool = False) -> Desk:
    """The desk with the saved form of this block; or with the words of its source. Raises NotFound."""
    block = desk.block(code)
    row = block.given.row
    written, source = block.given.fields_in(desk.language), block.given.fields_in(desk.module.language)
    if desk.is_beside and not takes_source:
        fields = fields_beside(written, source)
    else:
        fields = (not takes_source and written) or source
    return with_open(desk, OpenBlock(code, fields, row.is_required, row.revision, block.missing))


def with_open(desk: Desk, opened: OpenBlock) -> Desk:
    """The desk with this form, and the files that it may name."""
    return replace(desk, open=opened, media=list_draft_media(session(), desk.draft_of))


def _drawn(row: DraftBlock) -> Markup:
    return draw_block(row.view, None, None, "") if row.view else Markup()


def _languages(draft: Draft, rows: Sequence[DraftBlock]) -> list[tuple[str, str]]:
    own = draft.module.language
    others = {code for unit in draft.units for code in unit.row.words}
    others |= {code for row in rows for code in row.row.source}
    return [(code, LANGUAGES[code]) for code in (own, *sorted(others - {own})) if code in LANGUAGES]


def _urls(slug: str, unit: str, block: str, language: str | None, *, beside: bool) -> Urls:
    def act(name: str) -> str:
        return url_for(f"studio.{name}", slug=slug, block=block)

    page = "studio.translate_unit" if beside else "studio.unit"
    return Urls(
        url_for(page, slug=slug, unit=unit, block=block, language=language, _anchor=f"block-{block}"),
        url_for("studio.block_form", slug=slug, block=block, language=language, beside=int(beside) or None),
        act("move_block"),
        act("copy_block"),
        act("hide_block"),
        act("show_block"),
        act("remove_block"),
        url_for("studio.history", slug=slug, block=block),
        act("confirm_block"),
    )
