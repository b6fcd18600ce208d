from datetime import date
from uuid import UUID

from flask import request
from flask.typing import ResponseReturnValue
from pydantic import BaseModel, Field

from app.catalogue import policy
from app.catalogue.models import BlockType, Module, ModuleVersion, Place, VersionState
from app.catalogue.outlines import Outline
from app.catalogue.queries import (
    get_editable_version,
    get_module,
    get_outline,
    get_version,
    list_versions,
    page_modules,
)
from app.catalogue.services.drafting import figures_of
from app.catalogue.services.drafts import check_may_save, save_draft
from app.catalogue.services.preparing import prepare
from app.catalogue.services.publishing import publish_version
from app.catalogue.services.readying import make_ready
from app.catalogue.serving import archive_response
from app.catalogue.uploads import MEGABYTE, laid_down, unpack
from app.kernel.api import (
    Model,
    Page,
    PageQuery,
    Utc,
    WrongMediaType,
    answer,
    body,
    decode_cursor,
    domain_api,
    encode_cursor,
    operation,
    query,
)
from app.kernel.i18n import spoken
from app.kernel.identity import signed_in_actor
from app.kernel.runtime import runtime
from app.kernel.unit_of_work import commit, session

api = domain_api("catalogue")

ARCHIVES = frozenset({"application/zip", "application/octet-stream"})


class ModulesQuery(PageQuery):
    """`editable`: only modules that the caller may change. `search`: part of a title."""

    editable: bool = False
    search: str = Field("", max_length=100)


class ModuleShown(Model):
    """`title` and `summary` are in the caller's language where the module has it, `language` is its own.

    `current_version` is the number that a learner begins, null before the first publication. Nobody begins a module
    that is retired, nor one whose current version is."""

    slug: str
    title: str
    summary: str
    language: str
    sector: str
    licence: str
    centre: UUID
    shared: bool
    current_version: int | None
    review_on: date
    editable: bool
    retired_at: Utc | None


class VersionListed(Model):
    number: int
    state: VersionState
    title: str
    note: str
    checksum: str
    published_at: Utc | None


class ModuleWithVersions(ModuleShown):
    versions: list[VersionListed]


class BlockShown(Model):
    id: str
    type: BlockType
    required: bool
    title: str
    label: str


class UnitShown(Model):
    id: str
    title: str
    place: Place
    minutes: int
    outcomes: list[str]
    prerequisites: list[str]
    bring: list[str]
    resources: list[str]
    blocks: list[BlockShown]


class VersionShown(VersionListed):
    """Number 0 is the draft, shown to its authors."""

    module: str
    state: VersionState
    language: str
    outcomes: list[str]
    required_blocks: int
    units: list[UnitShown]


class DraftQuery(BaseModel):
    """`centre`: where a new module belongs, for a person who trains in several centres."""

    centre: UUID | None = None


class Saved(Model):
    """`number` is 0 for a draft; files equal to the current version leave no draft and give its number."""

    module: str
    number: int
    state: VersionState
    checksum: str
    required_blocks: int
    saved_at: Utc


class NewVersion(Model):
    note: str = Field("", max_length=2000)


class Published(Model):
    number: int
    checksum: str
    note: str
    published_at: Utc


def _module(module: Module) -> dict[str, object]:
    return {
        "slug": module.slug,
        "title": module.title_in(spoken()),
        "summary": module.summary_in(spoken()),
        "language": module.language,
        "sector": module.sector,
        "licence": module.licence,
        "centre": module.centre_id,
        "shared": module.is_shared,
        "current_version": module.current_number or None,
        "review_on": module.review_on,
        "editable": policy.may_edit(signed_in_actor(), module),
        "retired_at": module.retired_at,
    }


def _listed(version: ModuleVersion, module: Module) -> VersionListed:
    title = version.title_in(spoken(), module.language)
    return VersionListed.model_validate(version).model_copy(update={"title": title})


def _units(outline: Outline) -> list[UnitShown]:
    return [
        UnitShown(
            id=unit.code,
            title=unit.title,
            place=unit.place,
            minutes=unit.minutes,
            outcomes=list(unit.outcomes),
            prerequisites=list(unit.prerequisites),
            bring=list(unit.bring),
            resources=list(unit.resources),
            blocks=[
                BlockShown(
                    id=block.code,
                    type=block.type,
                    required=block.is_required,
                    title=block.title,
                    label=block.label,
                )
                for block in unit.blocks
            ],
        )
        for unit in outline.units
    ]


@api.get("/modules")
@operation("signed_in", query=ModulesQuery, answers={200: Page[ModuleShown]}, problems=(422,))
def list_modules() -> ResponseReturnValue:
    wanted: ModulesQuery = query()
    after = decode_cursor(wanted.cursor, 1)
    found, following = page_modules(
        session(),
        signed_in_actor(),
        editable=wanted.editable,
        search=wanted.search,
        after=after[0] if after else None,
        limit=wanted.size,
    )
    items = [ModuleShown.model_validate(_module(module)) for module in found]
    return answer(Page[ModuleShown](items=items, next=encode_cursor(following) if following else None))


@api.get("/modules/<slug>")
@operation("signed_in", answers={200: ModuleWithVersions}, problems=(404,))
def show_module(slug: str) -> ResponseReturnValue:
    module = get_module(session(), signed_in_actor(), slug)
    versions = [_listed(version, module) for version in list_versions(session(), module.id)]
    return answer(ModuleWithVersions.model_validate(_module(module) | {"versions": versions}))


@api.get("/modules/<slug>/versions/<int:number>")
@operation("signed_in", answers={200: VersionShown}, problems=(404,))
def show_version(slug: str, number: int) -> ResponseReturnValue:
    module, version = get_version(session(), signed_in_actor(), slug, number)
    figures = figures_of(session(), version)
    return answer(
        VersionShown(
            module=module.slug,
            number=version.number,
            title=version.title_in(spoken(), module.language),
            state=version.state,
            language=module.language,
            note=version.note,
            checksum=figures.checksum,
            published_at=version.published_at,
            outcomes=version.outcomes_in(spoken()),
            required_blocks=figures.required_blocks,
            units=_units(get_outline(session(), version.id, spoken())),
        )
    )


@api.put("/modules/<slug>/draft")
@operation("trainer", query=DraftQuery, answers={200: Saved}, problems=(404, 413, 415, 422))
def replace_module_draft(slug: str) -> ResponseReturnValue:
    actor, running = signed_in_actor(), runtime()
    check_may_save(session(), actor, slug=slug)
    # Nothing is held while the archive comes in and is read: either may take long.
    session().rollback()
    if request.mimetype not in ARCHIVES:
        raise WrongMediaType
    request.max_content_length = running.settings.archive_max_mb * MEGABYTE
    with laid_down(request.stream) as path:
        prepared = prepare(running.store, unpack(path, running.settings), slug=slug)
    draft = save_draft(session(), actor, store=running.store, prepared=prepared, centre_id=query().centre)
    saved = saved_shown(slug, draft)
    commit()
    return answer(saved)


def saved_shown(slug: str, draft: ModuleVersion) -> Saved:
    return Saved(
        module=slug,
        number=draft.number,
        state=draft.state,
        checksum=draft.checksum,
        required_blocks=draft.required_blocks,
        saved_at=draft.saved_at,
    )


@api.post("/modules/<slug>/versions")
@operation("trainer", json=NewVersion, answers={201: Published}, problems=(404, 409, 422))
def publish_module(slug: str) -> ResponseReturnValue:
    actor, store = signed_in_actor(), runtime().store
    ready = make_ready(session(), actor, store=store, slug=slug)
    version = publish_version(session(), actor, store=store, slug=slug, note=body().note, ready=ready)
    published = Published.model_validate(version)
    commit()
    return answer(published, 201)


@api.get("/modules/<slug>/versions/<int:number>/archive")
@operation("trainer", answers={200: None}, problems=(404,), by_pieces=True)
def download_archive(slug: str, number: int) -> ResponseReturnValue:
    return archive_response(slug, get_editable_version(session(), signed_in_actor(), slug, number))
