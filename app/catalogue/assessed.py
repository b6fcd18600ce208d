"""What of a block is assessed: a result at the block holds as long as this stays as it is. Pure."""

from collections.abc import Mapping
from typing import Any

from app.catalogue.models import BlockType

# Of a question: what is read beside it or after it, and what only dresses it.
AROUND = frozenset(
    {
        "html",
        "pieces",
        "feedback_html",
        "feedback",
        "hints",
        "wrong",
        "elsewhere_html",
        "alt",
        "width",
        "height",
    }
)


def assessed_part(type_: BlockType, *, plain_text: str, data: Mapping[str, Any]) -> object:
    """What a result at this block depends on; None where the block is done by being seen.

    In ids and words, so that a block says the same after its pictures or its feedback changed.
    """
    match type_:
        case BlockType.QUESTION:
            return {"asked": _plain(plain_text), **_without_dress(data)}
        case BlockType.CHECKLIST:
            return _without_dress({"items": data.get("items", [])})
        case BlockType.IN_CENTRE:
            return {"criteria": data.get("criteria", [])}
        case BlockType.OPEN_ANSWER | BlockType.SUBMISSION:
            return {"asked": _plain(plain_text), "accept": data.get("accept")}
    return None


def _without_dress(part: Any) -> Any:
    if isinstance(part, Mapping):
        return {key: _without_dress(value) for key, value in part.items() if key not in AROUND}
    if isinstance(part, list):
        return [_without_dress(each) for each in part]
    return _plain(part) if isinstance(part, str) else part


def _plain(text: str) -> str:
    """Spaces of any width and number are one."""
    return " ".join(text.split())
