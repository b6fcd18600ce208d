"""The canonical text of one block."""

from app.catalogue.content.attributes import write_attributes
from app.catalogue.content.items import BULLET_WIDTH, write_item
from app.catalogue.content.sources import (
    BlockSource,
    CalloutBlock,
    ChecklistBlock,
    ChoiceQuestion,
    Criterion,
    FigureBlock,
    InCentreBlock,
    NumberQuestion,
    OrderQuestion,
    QuestionSource,
    StepsBlock,
    TextBlock,
    block_type,
    question_type,
)


def write_block(block: BlockSource) -> str:
    braces = write_attributes(block.id, _attributes(block))
    if isinstance(block, TextBlock) and block.title is not None:
        return f"## {block.title} {braces}\n\n{block.body}"
    body = _body(block)
    return "\n".join([f":::{block_type(block)}{braces}", *([body] if body else []), ":::"])


def _attributes(block: BlockSource) -> dict[str, str]:
    """In the order of `ATTRIBUTES`, which a test compares."""
    values = _own_attributes(block)
    return values if block.required else {**values, "required": "no"}


def _own_attributes(block: BlockSource) -> dict[str, str]:
    match block:
        case TextBlock():
            return {}
        case CalloutBlock():
            return {"kind": block.kind, "title": block.title}
        case FigureBlock():
            return {"src": block.src, "alt": block.alt}
        case StepsBlock() | ChecklistBlock():
            return {"title": block.title}
        case InCentreBlock():
            return {"title": block.title, "minutes": str(block.minutes)}
        case ChoiceQuestion() | OrderQuestion() | NumberQuestion():
            return _question_attributes(block)


def _question_attributes(question: QuestionSource) -> dict[str, str]:
    values = {"type": question_type(question)}
    if question.tries is not None:
        values["tries"] = str(question.tries)
    if isinstance(question, NumberQuestion):
        values |= {"answer": question.answer, "tolerance": question.tolerance}
        if question.unit:
            values["unit"] = question.unit
    return values


def _body(block: BlockSource) -> str:
    match block:
        case TextBlock() | CalloutBlock():
            return block.body
        case FigureBlock():
            return block.caption
        case StepsBlock():
            return _ordered(block.steps)
        case ChecklistBlock():
            items = "\n".join(write_item("- [ ] ", item, BULLET_WIDTH) for item in block.items)
            return _after(block.introduction, items)
        case InCentreBlock():
            return _after(block.body, "\n".join(_criterion(item) for item in block.criteria))
        case ChoiceQuestion() | OrderQuestion() | NumberQuestion():
            return _question(block)


def _after(introduction: str, items: str) -> str:
    return f"{introduction}\n\n{items}" if introduction else items


def _criterion(criterion: Criterion) -> str:
    star = "★ " if criterion.critical else ""
    return f"- {star}{{#{criterion.id}}} {criterion.text}"


def _ordered(items: tuple[str, ...]) -> str:
    numbered = ((f"{number}. ", item) for number, item in enumerate(items, start=1))
    return "\n".join(write_item(marker, item, len(marker)) for marker, item in numbered)


def _question(question: QuestionSource) -> str:
    match question:
        case ChoiceQuestion():
            replies = [_reply(answer.right, answer.text, answer.feedback) for answer in question.answers]
            return _after(question.statement, "\n".join(replies))
        case OrderQuestion():
            replies = [
                _reply(True, "*", question.right_feedback),
                _reply(False, "*", question.wrong_feedback),
            ]
            return "\n\n".join([question.statement, _ordered(question.items), "\n".join(replies)])
        case NumberQuestion():
            replies = [
                _reply(True, "*", question.right_feedback),
                *(_reply(False, item.value, item.feedback) for item in question.wrong_values),
                _reply(False, "*", question.wrong_feedback),
            ]
            return _after(question.statement, "\n".join(replies))


def _reply(is_right: bool, text: str, feedback: str) -> str:
    quoted = [f"  > {line}" if line else "  >" for line in feedback.split("\n")]
    mark = "- [x] " if is_right else "- [ ] "
    return "\n".join([write_item(mark, text, BULLET_WIDTH), *quoted])
