"""Reading what a client sends as `response`, before any marking."""

from collections.abc import Collection
from typing import Literal

Code = Literal["not_an_answer", "not_a_number", "not_a_permutation", "empty"]


class UnreadableResponse(ValueError):
    """The response answers nothing, so it costs no try. `code` is stable and public."""

    def __init__(self, code: Code) -> None:
        super().__init__(code)
        self.code: Code = code


def refuse_empty(response: object) -> None:
    if response is None or response == "" or response == []:
        raise UnreadableResponse("empty")


def read_chosen(response: object, known_ids: Collection[str]) -> frozenset[str]:
    """The ids chosen; their order and their repetition mean nothing."""
    return frozenset(_read_ids(response, known_ids, "not_an_answer"))


def read_permutation(response: object, known_ids: Collection[str]) -> list[str]:
    ids = _read_ids(response, known_ids, "not_a_permutation")
    if len(ids) != len(known_ids) or len(set(ids)) != len(ids):
        raise UnreadableResponse("not_a_permutation")
    return ids


def read_parts(response: object, count: int) -> list[str]:
    """One text for each part of a question, none of them empty."""
    refuse_empty(response)
    if not isinstance(response, list) or len(response) != count:
        raise UnreadableResponse("not_an_answer")
    parts = [each for each in response if isinstance(each, str)]
    if len(parts) != count:
        raise UnreadableResponse("not_an_answer")
    if not all(parts):
        raise UnreadableResponse("empty")
    return parts


def _read_ids(response: object, known_ids: Collection[str], code: Code) -> list[str]:
    refuse_empty(response)
    if not isinstance(response, list):
        raise UnreadableResponse(code)
    ids = [each for each in response if isinstance(each, str) and each in known_ids]
    if len(ids) != len(response):
        raise UnreadableResponse(code)
    return ids
