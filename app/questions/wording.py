"""Responses and right answers: as a program gives them, and in words."""

from collections.abc import Mapping, Sequence
from typing import Any

Data = Mapping[str, Any]
NBSP = "\u00a0"


def right_response(data: Data) -> object:
    """A response that is marked right."""
    match data.get("type", "checklist"):
        case "choice":
            return next(answer["id"] for answer in data["answers"] if answer["right"])
        case "multiple":
            return [answer["id"] for answer in data["answers"] if answer["right"]]
        case "number":
            return data["answer"]
        case "match":
            return list(data["pairs"])
        case "short":
            return data["accepted"][0]
        case "cloze":
            return [_right_of_gap(gap) for gap in data["gaps"]]
        case "hotspot":
            return next(zone["id"] for zone in data["zones"] if zone["right"])
    return [item["id"] for item in data["items"]]


def _right_of_gap(gap: Data) -> str:
    right: str = gap["options"][0]["id"] if "options" in gap else gap["accepted"][0]
    return right


def word_right(data: Data) -> str:
    """The right answer, where the screen does not show it by itself."""
    match data.get("type"):
        case "number":
            return f"{data['answer'].replace('.', ',')}{NBSP}{data['unit']}".strip(NBSP)
        case "order":
            return " → ".join(item["text"] for item in data["items"])
        case "match" | "short" | "cloze" | "hotspot":
            return word_response(data, right_response(data))
    return ""


def word_response(data: Data, response: object) -> str:
    """The chosen answers by their text, a typed one as it was typed."""
    match data.get("type"), response:
        case "match", list():
            return _word_pairs(data, response)
        case "cloze", list():
            given = zip(data["gaps"], response, strict=False)
            return ", ".join(_text_of(gap.get("options", ()), one) for gap, one in given)
        case "hotspot", [x, y]:
            return f"({x} ; {y})"
    parts = response if isinstance(response, list) else [response]
    named = [part for kind in ("answers", "items", "zones") for part in data.get(kind, ())]
    return ", ".join(_text_of(named, part) for part in parts)


def _word_pairs(data: Data, response: Sequence[object]) -> str:
    pairs = zip(data["lefts"], response, strict=False)
    return ", ".join(f"{left['text']}{NBSP}→ {_text_of(data['rights'], one)}" for left, one in pairs)


def _text_of(named: Sequence[Data], part: object) -> str:
    return next((each["text"] for each in named if each["id"] == part), str(part))
