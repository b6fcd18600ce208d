"""What the pages of a review show."""

import uuid
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from flask import g, url_for

from app.catalogue import policy as catalogue_policy
from app.catalogue.checks import Found, translations
from app.catalogue.checks.results import Place
from app.catalogue.checks.told import day_of, figures, reason, sentence
from app.catalogue.models import Module
from app.catalogue.outlines import Outline
from app.kernel.identity import signed_in_actor
from app.kernel.runtime import runtime
from app.kernel.unit_of_work import session
from app.people.queries import names_of
from app.studio.checklist import Checklist, checklist_of, with_translations
from app.studio.kinds import kind_of
from app.studio.pages import pages
from app.studio.queries import Reviewed, Thread, people_in, threads_by_block

SHOWN_IN_ASIDE = 3
TRANSLATED = (translations.UNTRANSLATED, translations.NO_UNIT, translations.OUTDATED)


@dataclass(frozen=True, slots=True)
class PlaceTold:
    """A place with the address that opens it; `where` names the block or the unit."""

    where: str
    url: str
    words: str
    reason: str
    context: str
    day: str
    language: str


@dataclass(frozen=True, slots=True)
class CheckTold:
    """One line of the checklist, as it is read."""

    name: str
    verdict: str
    sentence: str
    figures: str
    places: tuple[PlaceTold, ...]


@dataclass(frozen=True, slots=True)
class Talk:
    """The threads of a module by block, with the names of who speaks in them."""

    slug: str
    threads: Mapping[str, list[Thread]]
    names: Mapping[uuid.UUID, str]
    is_author: bool
    me: uuid.UUID

    def at(self, block: str) -> list[Thread]:
        return self.threads.get(block, [])

    def open_at(self, block: str) -> int:
        return sum(not thread.is_resolved for thread in self.at(block))

    def name(self, person_id: uuid.UUID) -> str:
        return self.names.get(person_id, "")


@pages.app_template_global()
def talk_of(module: Module, others: Collection[uuid.UUID] = ()) -> Talk:
    """What is said of a module, once a request, and the names of `others` too; for who was let in to its draft."""
    kept: dict[uuid.UUID, Talk] = g.setdefault("studio_talk", {})
    if module.id not in kept:
        actor = signed_in_actor()
        threads = threads_by_block(session(), actor, module.id)
        people = people_in(threads.values()) | set(others)
        names = names_of(session(), people) if people else {}
        is_author = catalogue_policy.may_edit(actor, module)
        kept[module.id] = Talk(module.slug, threads, names, is_author, actor.id)
    return kept[module.id]


def checks_told(reviewed: Reviewed, checklist: Checklist, outline: Outline) -> list[CheckTold]:
    is_author = catalogue_policy.may_edit(signed_in_actor(), reviewed.module)
    return [_told(found, outline, is_author) for found in (*checklist.open, *checklist.fine)]


def checklist_for(reviewed: Reviewed) -> Checklist:
    checklist = checklist_of(session(), runtime().store, reviewed.draft)
    return with_translations(session(), checklist, reviewed.draft)


def _told(found: Found, outline: Outline, is_author: bool) -> CheckTold:
    places = tuple(_place(place, outline, is_author) for place in found.places)
    return CheckTold(found.check, found.verdict.value, sentence(found), figures(found), places)


def _place(place: Place, outline: Outline, is_author: bool) -> PlaceTold:
    unit, block = outline.unit(place.unit), outline.block(place.block)
    kind = str(kind_of(block.type).name) if block else ""
    where = (block.label or kind) if block else unit.title if unit else outline.title
    return PlaceTold(
        where,
        _translation_url(outline.slug, place)
        if is_author and place.why in TRANSLATED
        else place_url(outline.slug, place.unit, place.block, is_author=is_author),
        place.words if place.words != where else "",
        reason(place),
        str(place.figures.get("sentence", "")),
        day_of(place),
        place.language,
    )


def _translation_url(slug: str, place: Place) -> str:
    """Where it is written beside its source."""
    if not place.unit:
        return url_for("studio.translate_head", slug=slug, language=place.language)
    if place.why == translations.NO_UNIT:
        return url_for("studio.languages", slug=slug)
    return url_for(
        "studio.translate_unit",
        slug=slug,
        language=place.language,
        unit=place.unit,
        block=place.block or None,
        _anchor=f"block-{place.block}" if place.block else None,
    )


def place_url(slug: str, unit: str, block: str, *, is_author: bool) -> str:
    """Where a place is mended, or, for who only reads, where it is read."""
    if not unit:
        return url_for("studio.head" if is_author else "studio.review", slug=slug)
    if is_author:
        anchor = f"block-{block}" if block else None
        return url_for("studio.unit", slug=slug, unit=unit, block=block or None, _anchor=anchor)
    return url_for("studio.read_unit", slug=slug, unit=unit, _anchor=block or None)
