"""What people see: cleaned HTML and, for a question, all that a browser needs to answer alone."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from app.catalogue.content.question_compiling import compile_question
from app.catalogue.content.rendering import render, render_item, words
from app.catalogue.content.sources import (
    BlockSource,
    CalloutBlock,
    ChecklistBlock,
    FigureBlock,
    InCentreBlock,
    ModuleSource,
    Question,
    StepsBlock,
    TextBlock,
    block_type,
)

#: Stands before the name of a picture; the edge puts the address it serves in its place.
MEDIA_SCHEME = "media:"


@dataclass(frozen=True, slots=True)
class CompiledBlock:
    """A block in one language. `html` is clean and without the title; `data` can go to JSON."""

    code: str
    type: str
    required: bool
    title: str | None
    html: str
    data: dict[str, object]
    language: str
    plain_text: str


@dataclass(frozen=True, slots=True)
class _Parts:
    """What differs from one type of block to the next."""

    title: str | None
    html: str
    words: tuple[str, ...]
    data: dict[str, object] = field(default_factory=dict)


def compile_module(module: ModuleSource) -> Iterator[CompiledBlock]:
    """Every block of every unit, in each language it is written in."""
    for unit in module.units_in_every_language():
        for block in unit.blocks:
            yield compile_block(block, unit.language)


def compile_block(block: BlockSource, language: str) -> CompiledBlock:
    parts = _parts(block)
    return CompiledBlock(
        code=block.id,
        type=block_type(block),
        required=block.required,
        title=parts.title,
        html=str(parts.html),
        data=parts.data,
        language=language,
        plain_text=" ".join(text for text in parts.words if text),
    )


def _parts(block: BlockSource) -> _Parts:
    match block:
        case TextBlock():
            return _Parts(block.title, render(block.body, "text"), (words(block.body),))
        case CalloutBlock():
            html = render(block.body, "callout")
            return _Parts(block.title, html, (words(block.body),), {"kind": block.kind})
        case FigureBlock():
            return _figure(block)
        case StepsBlock():
            return _steps(block)
        case ChecklistBlock():
            return _checklist(block)
        case InCentreBlock():
            return _in_centre(block)
        case Question():
            statement = words(block.statement)
            html = render(block.statement, "question")
            return _Parts(None, html, (statement,), compile_question(block))


def _figure(block: FigureBlock) -> _Parts:
    data: dict[str, object] = {"src": f"{MEDIA_SCHEME}{block.src}", "alt": block.alt}
    caption = words(block.caption)
    return _Parts(None, render(block.caption, "figure"), (caption or block.alt,), data)


def _steps(block: StepsBlock) -> _Parts:
    items = [str(render_item(step, "steps")) for step in block.steps]
    html = "<ol>" + "".join(f"<li>{item}</li>" for item in items) + "</ol>"
    return _Parts(block.title, html, tuple(words(step) for step in block.steps), {"items": items})


def _checklist(block: ChecklistBlock) -> _Parts:
    items = [
        {"id": f"i{number}", "html": str(render_item(item, "checklist")), "text": words(item)}
        for number, item in enumerate(block.items, start=1)
    ]
    said = (words(block.introduction), *(item["text"] for item in items))
    return _Parts(block.title, render(block.introduction, "checklist"), said, {"items": items})


def _in_centre(block: InCentreBlock) -> _Parts:
    criteria = [
        {"id": item.id, "text": words(item.text), "critical": item.critical} for item in block.criteria
    ]
    said = (words(block.body), *(words(item.text) for item in block.criteria))
    data: dict[str, object] = {"minutes": block.minutes, "criteria": criteria}
    return _Parts(block.title, render(block.body, "in-centre"), said, data)
