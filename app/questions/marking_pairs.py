"""Marking what is paired. Twin: markingPairs.ts of the player; change both together."""

from app.questions.data import MatchData
from app.questions.responses import UnreadableResponse, read_parts
from app.questions.results import Feedback, Marking, share


def mark_match(data: MatchData, response: object) -> Marking:
    """The response names a right for each left, in the order of the lefts."""
    chosen = read_parts(response, len(data["lefts"]))
    known = {right["id"] for right in data["rights"]}
    if not known.issuperset(chosen):
        raise UnreadableResponse("not_an_answer")
    agreed = sum(one == right for one, right in zip(chosen, data["pairs"], strict=True))
    whole = len(chosen)
    if agreed == whole:
        feedback = [Feedback(None, data["feedback"]["right"])]
    else:
        feedback = _on_wrong_pairs(data, chosen)
    return Marking(share(agreed, whole), agreed == whole, tuple(feedback), parts=(agreed, whole))


def _on_wrong_pairs(data: MatchData, chosen: list[str]) -> list[Feedback]:
    """What is to say of each pair that is named; the general sentence where one is not."""
    named = {(wrong["left"], wrong["right"]): wrong["feedback_html"] for wrong in data["wrong"]}
    wrong = [
        (left["id"], one)
        for left, one, right in zip(data["lefts"], chosen, data["pairs"], strict=True)
        if one != right
    ]
    found = [Feedback(pair[0], named[pair]) for pair in wrong if pair in named]
    if len(found) < len(wrong):
        found.append(Feedback(None, data["feedback"]["wrong"]))
    return found
