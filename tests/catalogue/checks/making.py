"""Modules made by hand for the checks, drafts with faults among them."""

from datetime import date
from typing import Any

from app.catalogue.content.block_sources import (
    CalloutBlock,
    Criterion,
    FigureBlock,
    InCentreBlock,
    TextBlock,
    VideoBlock,
)
from app.catalogue.content.question_sources import Answer, ChoiceQuestion
from app.catalogue.content.sources import IN_CENTRE, REMOTE, BlockSource, MediaFile, ModuleSource, UnitSource

TODAY = date(2026, 3, 10)


def module(*units: UnitSource, **changes: Any) -> ModuleSource:
    facts: dict[str, Any] = {
        "slug": "scie",
        "title": "La scie",
        "language": "fr",
        "summary": "Vous réglez une scie.",
        "sector": "wood",
        "licence": "CC-BY-SA-4.0",
        "origin_version": None,
        "review_on": date(2027, 3, 10),
        "outcomes": (),
        "sources": (),
        "media": (),
        "units": units,
    }
    return ModuleSource(**{**facts, **changes})


def of(*blocks: BlockSource, **changes: Any) -> ModuleSource:
    """A module of one unit with these blocks."""
    language = changes.get("language", "fr")
    return module(unit("lame", *blocks, language=language), **changes)


def unit(code: str, *blocks: BlockSource, **changes: Any) -> UnitSource:
    facts: dict[str, Any] = {
        "name": f"01-{code}",
        "language": "fr",
        "id": code,
        "title": code.title(),
        "place": REMOTE,
        "minutes": 10,
        "outcomes": (),
        "blocks": blocks,
    }
    return UnitSource(**{**facts, **changes})


def text(body: str, code: str = "texte") -> TextBlock:
    return TextBlock(id=code, title=None, body=body)


def figure(alt: str) -> FigureBlock:
    return FigureBlock(id="vue", src="la-scie.svg", alt=alt, caption="")


def film(body: str = "On règle la scie.", captions: str = "film.vtt") -> VideoBlock:
    return VideoBlock(id="film", title="Régler", body=body, src="film.mp4", captions=captions, poster="")


def choice(*answers: tuple[str, str], code: str = "choix", **changes: Any) -> ChoiceQuestion:
    """Answers with their feedback, the first one right."""
    told = tuple(Answer(words, not number, feedback) for number, (words, feedback) in enumerate(answers))
    return ChoiceQuestion(id=code, statement="Laquelle ?", answers=told, multiple=False, **changes)


def danger() -> CalloutBlock:
    return CalloutBlock(id="danger", kind="safety", title="La lame coupe", body="Gardez les mains loin.")


def workshop(*stars: bool, minutes: int = 60) -> UnitSource:
    """A unit in the centre whose grid has a gesture for each value, critical or not."""
    criteria = tuple(
        Criterion(f"geste-{number}", "Débranche la scie", star) for number, star in enumerate(stars)
    )
    task = InCentreBlock(id="tache", title="Régler", minutes=minutes, body="Réglez.", criteria=criteria)
    return unit("atelier", task, place=IN_CENTRE, minutes=120)


def medium(name: str, content_type: str, data: bytes) -> MediaFile:
    return MediaFile(name, content_type, data)
