"""What people see: cleaned HTML and, for a question, all that a browser needs to answer alone."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from app.catalogue.content.block_sources import (
    AudioBlock,
    CalloutBlock,
    ChecklistBlock,
    ComparisonBlock,
    DownloadBlock,
    ExternalBlock,
    FigureBlock,
    InCentreBlock,
    Label,
    StepsBlock,
    SubmissionBlock,
    TextBlock,
    VideoBlock,
)
from app.catalogue.content.gap_compiling import shown_statement
from app.catalogue.content.media import MEDIA_SCHEME
from app.catalogue.content.question_compiling import compile_question
from app.catalogue.content.question_sources import ClozeQuestion, Question, QuestionSource
from app.catalogue.content.rendering import render, render_item, words
from app.catalogue.content.sources import (
    BlockSource,
    ModuleSource,
    PlainBlock,
    UnitSource,
    block_type,
    media_used,
)
from app.catalogue.content.titled_reading import Titled


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
    for unit in module.units:
        for written in (unit, *unit.variants):
            others = [other for other in (unit, *unit.variants) if other is not written]
            yield from _compile_unit(written, others)


def _compile_unit(unit: UnitSource, others: Sequence[UnitSource]) -> Iterator[CompiledBlock]:
    for block in unit.blocks:
        twins = [twin for other in others for twin in other.blocks if twin.id == block.id]
        yield compile_block(block, unit.language, twins)


def compile_block(block: BlockSource, language: str, twins: Sequence[BlockSource] = ()) -> CompiledBlock:
    parts = _question(block, twins) if isinstance(block, Question) else _parts(block)
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


def _question(question: QuestionSource, twins: Sequence[BlockSource]) -> _Parts:
    statement = shown_statement(question) if isinstance(question, ClozeQuestion) else question.statement
    data = compile_question(question, [twin for twin in twins if isinstance(twin, Question)])
    return _Parts(None, render(statement, "question"), (words(statement),), data)


def _parts(block: PlainBlock) -> _Parts:
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
        case ComparisonBlock():
            return _comparison(block)
        case ChecklistBlock():
            return _checklist(block)
        case InCentreBlock():
            return _in_centre(block)
        case _:
            return _titled(block)


def _titled(block: Titled) -> _Parts:
    data: dict[str, object] = {}
    if isinstance(block, DownloadBlock | VideoBlock | AudioBlock):
        data = {key: f"{MEDIA_SCHEME}{name}" for key, name in media_used(block)}
    elif isinstance(block, ExternalBlock):
        data = {"href": block.href}
    elif isinstance(block, SubmissionBlock):
        data = {"accept": block.accept}
    return _Parts(block.title, render(block.body, block_type(block)), (words(block.body),), data)


def _comparison(block: ComparisonBlock) -> _Parts:
    columns = [
        {"heading": column.heading, "html": str(render(column.body, "comparison"))}
        for column in block.columns
    ]
    said = (text for column in block.columns for text in (column.heading, words(column.body)))
    return _Parts(block.title, "", tuple(said), {"columns": columns})


def _figure(block: FigureBlock) -> _Parts:
    data: dict[str, object] = {"src": f"{MEDIA_SCHEME}{block.src}", "alt": block.alt}
    if block.labels:
        data["labels"] = [_label(label) for label in block.labels]
    said = (words(block.caption) or block.alt, *(words(label.text) for label in block.labels))
    return _Parts(None, render(block.caption, "figure"), said, data)


def _label(label: Label) -> dict[str, object]:
    html = str(render_item(label.text, "figure"))
    return {"x": float(label.x), "y": float(label.y), "html": html, "text": words(label.text)}


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
