"""The lines `- [x] text` of a question, each with the feedback quoted under it."""

import re
from dataclasses import dataclass

from app.catalogue.content.faults import FileFaults
from app.catalogue.content.fields import one_line
from app.catalogue.content.items import TICKED, Item, read_items
from app.catalogue.content.openings import Opening
from app.catalogue.content.passages import BLANK, Passage
from app.catalogue.content.texts import read_text

STAR = "*"
HINT = re.compile(r"- +\[\?\](?: +|$)")
REPLY_OR_HINT = re.compile(r"- +\[(?P<mark>[ xX?])\](?: +|$)")


@dataclass(frozen=True, slots=True)
class Reply:
    """A line `- [x] text` and the feedback under it."""

    line: int
    is_right: bool
    text: str
    feedback: str

    @property
    def is_star(self) -> bool:
        return self.text == STAR


def read_replies(passage: Passage, faults: FileFaults, *, typed: bool = False) -> list[Reply]:
    """With `typed`, what stands behind the marks is plain text, and a right one carries no feedback of its own."""
    return [_reply(item, faults, typed) for item in read_items(passage, TICKED, faults)]


def _reply(item: Item, faults: FileFaults, typed: bool) -> Reply:
    lines = item.body.lines
    start = next((i for i, line in enumerate(lines) if line.startswith(">")), len(lines))
    text = item.body.part(0, start).trimmed()
    if not text.lines:
        faults.add(item.line, "answer_empty")
    is_right, is_star = item.marker["mark"] in "xX", text.text.strip(BLANK) == STAR
    feedback = _feedback(item.body.part(start).trimmed(), faults)
    has_feedback = bool(feedback.text.strip(BLANK))
    is_bare = typed and is_right and not is_star
    if has_feedback and is_bare:
        faults.add(feedback.first, "feedback_not_here")
    elif not has_feedback and not is_bare:
        faults.add(item.line, "feedback_missing")
    words = one_line(text.text) if typed or is_star else read_text(text, faults)
    return Reply(item.line, is_right, words, read_text(feedback, faults))


def _feedback(passage: Passage, faults: FileFaults) -> Passage:
    """The quoted lines without their marks."""
    for line, text in passage.numbered():
        if text.strip(BLANK) and not text.startswith(">"):
            faults.add(line, "feedback_not_quoted")
    return Passage(
        passage.first,
        tuple(line.removeprefix(">").removeprefix(" ") for line in passage.lines),
    ).trimmed()


def general_feedback(opening: Opening, replies: list[Reply], *, is_right: bool) -> str:
    found = [reply for reply in replies if reply.is_star and reply.is_right == is_right]
    mark = "- [x] *" if is_right else "- [ ] *"
    if not found:
        opening.faults.add(opening.line, "general_feedback_missing", mark=mark)
        return ""
    if len(found) > 1:
        opening.faults.add(found[1].line, "general_feedback_twice", mark=mark, first=found[0].line)
    return found[0].feedback


def read_hints(passage: Passage, faults: FileFaults) -> tuple[str, ...]:
    """The lines `- [?] text` at the end of a question."""
    hints = []
    for item in read_items(passage, REPLY_OR_HINT, faults):
        if item.marker["mark"] != "?":
            faults.add(item.line, "hint_not_last")
        elif not item.body.lines:
            faults.add(item.line, "item_empty")
        else:
            hints.append(read_text(item.body, faults))
    return tuple(hints)
