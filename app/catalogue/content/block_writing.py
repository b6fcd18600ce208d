"""The canonical text of one block."""

from app.catalogue.content.attributes import write_attributes
from app.catalogue.content.block_sources import (
    AudioBlock,
    CalloutBlock,
    ChecklistBlock,
    ComparisonBlock,
    Criterion,
    DownloadBlock,
    ExternalBlock,
    FigureBlock,
    InCentreBlock,
    Label,
    StepsBlock,
    SubmissionBlock,
    TextBlock,
    TitledBlock,
    VideoBlock,
)
from app.catalogue.content.items import BULLET_WIDTH, after, ordered, write_item
from app.catalogue.content.question_sources import Question
from app.catalogue.content.question_writing import question_attributes, write_question
from app.catalogue.content.sources import BlockSource, block_type


def write_block(block: BlockSource) -> str:
    braces = write_attributes(block.id, _attributes(block))
    if isinstance(block, TextBlock) and block.title is not None:
        return f"## {block.title} {braces}\n\n{block.body}"
    body = _body(block)
    return "\n".join([f":::{block_type(block)}{braces}", *([body] if body else []), ":::"])


def _attributes(block: BlockSource) -> dict[str, str]:
    """In the order of `ATTRIBUTES`, which a test compares."""
    values = question_attributes(block) if isinstance(block, Question) else _own_attributes(block)
    if not block.required:
        values = {**values, "required": "no"}
    return {**values, "hidden": "yes"} if block.hidden else values


def _own_attributes(block: BlockSource) -> dict[str, str]:
    match block:
        case CalloutBlock():
            return {"kind": block.kind, "title": block.title}
        case FigureBlock():
            return {"src": block.src, "alt": block.alt}
        case InCentreBlock():
            return {"title": block.title, "minutes": str(block.minutes)}
        case SubmissionBlock():
            return {"title": block.title, "accept": block.accept}
        case DownloadBlock():
            return {"src": block.src, "title": block.title}
        case ExternalBlock():
            return {"href": block.href, "title": block.title}
        case VideoBlock() | AudioBlock():
            return _film(block)
        case StepsBlock() | ChecklistBlock() | ComparisonBlock() | TitledBlock():
            return {"title": block.title}
    return {}


def _film(block: VideoBlock | AudioBlock) -> dict[str, str]:
    values = {"src": block.src, "title": block.title}
    if block.captions:
        values["captions"] = block.captions
    if isinstance(block, VideoBlock) and block.poster:
        values["poster"] = block.poster
    return values


def _body(block: BlockSource) -> str:
    match block:
        case FigureBlock():
            return after(block.caption, "\n".join(_label(label) for label in block.labels))
        case StepsBlock():
            return ordered(block.steps)
        case ComparisonBlock():
            return "\n\n".join(f"### {column.heading}\n\n{column.body}" for column in block.columns)
        case ChecklistBlock():
            items = "\n".join(write_item("- [ ] ", item, BULLET_WIDTH) for item in block.items)
            return after(block.introduction, items)
        case InCentreBlock():
            return after(block.body, "\n".join(_criterion(item) for item in block.criteria))
        case Question():
            return write_question(block)
        case _:
            return block.body


def _label(label: Label) -> str:
    return f"- ({label.x} {label.y}) {label.text}"


def _criterion(criterion: Criterion) -> str:
    star = "★ " if criterion.critical else ""
    return f"- {star}{{#{criterion.id}}} {criterion.text}"
