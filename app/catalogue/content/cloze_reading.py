"""A cloze question: its statement with gaps, and the wrong texts of a gap worth a sentence."""

import re

from app.catalogue.content.faults import FileFaults
from app.catalogue.content.fields import one_line
from app.catalogue.content.gaps import CLOSE, MASK, OPEN, mask, read_gaps, unmask
from app.catalogue.content.items import TICKED, first_index
from app.catalogue.content.openings import Opening
from app.catalogue.content.passages import Passage
from app.catalogue.content.question_heads import Head
from app.catalogue.content.question_sources import PLAIN, SPELLINGS, ClozeQuestion, Gap, WrongGap
from app.catalogue.content.rendering import render
from app.catalogue.content.replies import Reply, general_feedback, read_replies
from app.catalogue.content.texts import read_text
from app.catalogue.sanitising import plain_text
from app.questions.spelling import LONGEST_TYPED, is_accepted

MOST_GAPS = 8
NUMBERED = re.compile(r"(?P<gap>[0-9]{1,2}) *:(?P<text>.*)", re.DOTALL)


def read_cloze(opening: Opening, head: Head) -> ClozeQuestion:
    start = first_index(opening.raw.body, TICKED)
    passage = opening.raw.body.part(0, start).trimmed()
    gaps = read_gaps(passage.text)
    replies = read_replies(opening.raw.body.part(start), opening.faults, typed=True)
    spelling = opening.option("spelling", SPELLINGS, PLAIN)
    _check_gaps(opening, gaps)
    named = [reply for reply in replies if not reply.is_star]
    return ClozeQuestion(
        **head,
        statement=_statement(opening, passage, gaps),
        spelling=spelling,
        gaps=tuple(gaps),
        wrong_gaps=tuple(_wrong_gap(reply, gaps, spelling, opening.faults) for reply in named),
        right_feedback=general_feedback(opening, replies, is_right=True),
        wrong_feedback=general_feedback(opening, replies, is_right=False),
    )


def _statement(opening: Opening, passage: Passage, gaps: list[Gap]) -> str:
    for line, text in passage.numbered():
        for mark in (OPEN, CLOSE):
            if mark in text:
                opening.faults.add(line, "control_character", number=f"U+{ord(mark):04X}")
                return ""
    masked = mask(passage)
    for line, text in masked.numbered():
        if "{{" in text or "}}" in text:
            opening.faults.add(line, "gap_unreadable")
            return ""
    if not passage.lines:
        opening.faults.add(opening.line, "statement_missing")
    text = read_text(masked, opening.faults)
    _check_shown(opening, text, len(gaps))
    return unmask(text, gaps)


def _check_shown(opening: Opening, masked: str, count: int) -> None:
    """A gap inside an address or a title would never be on the screen."""
    html = str(render(masked, "question"))
    shown = [str(number) for number in range(1, count + 1)]
    if MASK.findall(html) != shown or MASK.findall(plain_text(html)) != shown:
        opening.faults.add(opening.line, "gap_unreadable")


def _check_gaps(opening: Opening, gaps: list[Gap]) -> None:
    if not 1 <= len(gaps) <= MOST_GAPS:
        opening.faults.add(opening.line, "gap_count", count=len(gaps))
    for number, gap in enumerate(gaps, start=1):
        if not all(gap.texts) or len(set(gap.texts)) < len(gap.texts):
            opening.faults.add(opening.line, "gap_text", gap=number)
        elif gap.is_picked and len(gap.texts) < 2:
            opening.faults.add(opening.line, "gap_choices", gap=number)
        elif max(map(len, gap.texts)) > LONGEST_TYPED:
            opening.faults.add(opening.line, "typed_too_long", most=LONGEST_TYPED)


def _wrong_gap(reply: Reply, gaps: list[Gap], spelling: str, faults: FileFaults) -> WrongGap:
    found = NUMBERED.fullmatch(reply.text)
    number = int(found["gap"]) if found else 0
    text = one_line(found["text"]) if found else ""
    if reply.is_right or not text or not 1 <= number <= len(gaps):
        faults.add(reply.line, "wrong_gap_unreadable")
        return WrongGap(0, text, reply.feedback)
    gap = gaps[number - 1]
    if gap.is_picked and text not in gap.texts:
        faults.add(reply.line, "wrong_gap_unknown", value=text, gap=number)
    right = gap.texts[:1] if gap.is_picked else gap.texts
    if is_accepted(text, right, "exact" if gap.is_picked else spelling):
        faults.add(reply.line, "wrong_text_is_right", value=text)
    return WrongGap(number, text, reply.feedback)
