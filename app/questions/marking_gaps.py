"""Marking what is typed or picked as text. Twin: markingGaps.ts of the player; change both together."""

from decimal import Decimal

from app.questions.data import ClozeData, GapData, ShortData, WrongGap
from app.questions.decimals import is_blank
from app.questions.responses import UnreadableResponse, read_parts, refuse_empty
from app.questions.results import Feedback, Marking, share
from app.questions.spelling import LONGEST_TYPED, is_accepted, is_same


def mark_short(data: ShortData, response: object) -> Marking:
    typed = _read_typed(response)
    right = is_accepted(typed, data["accepted"], data["spelling"])
    html = data["feedback"]["right" if right else "wrong"]
    if not right:
        named = (each for each in data["wrong"] if is_same(typed, each["value"], data["spelling"]))
        html = next((each["feedback_html"] for each in named), html)
    return Marking(Decimal(int(right)), right, (Feedback(None, html),))


def mark_cloze(data: ClozeData, response: object) -> Marking:
    """The response gives each gap, in order, what was typed or the id of what was picked."""
    gaps, spelling = data["gaps"], data["spelling"]
    given = [_read_gap(gap, each) for gap, each in zip(gaps, read_parts(response, len(gaps)), strict=True)]
    wrong = [(gap, each) for gap, each in zip(gaps, given, strict=True) if not _is_right(gap, each, spelling)]
    agreed, whole = len(gaps) - len(wrong), len(gaps)
    feedback = [Feedback(None, data["feedback"]["right"])]
    if wrong:
        found = [_on_wrong_gap(data["wrong"], gap, each, spelling) for gap, each in wrong]
        feedback = [each for each in found if each]
        if len(feedback) < len(wrong):
            feedback.append(Feedback(None, data["feedback"]["wrong"]))
    return Marking(share(agreed, whole), not wrong, tuple(feedback), parts=(agreed, whole))


def _read_typed(response: object) -> str:
    refuse_empty(response)
    if not isinstance(response, str) or len(response) > LONGEST_TYPED:
        raise UnreadableResponse("not_an_answer")
    if is_blank(response):
        raise UnreadableResponse("empty")
    return response


def _read_gap(gap: GapData, given: str) -> str:
    if "options" not in gap:
        return _read_typed(given)
    if all(given != option["id"] for option in gap["options"]):
        raise UnreadableResponse("not_an_answer")
    return given


def _is_right(gap: GapData, given: str, spelling: str) -> bool:
    if "options" in gap:
        return given == gap["options"][0]["id"]
    return is_accepted(given, gap["accepted"], spelling)


def _on_wrong_gap(named: list[WrongGap], gap: GapData, given: str, spelling: str) -> Feedback | None:
    strictness = "exact" if "options" in gap else spelling
    for wrong in named:
        if wrong["gap"] == gap["id"] and is_same(given, wrong["value"], strictness):
            return Feedback(gap["id"], wrong["feedback_html"])
    return None
