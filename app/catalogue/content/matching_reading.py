"""A match question: its pairs, the rights that belong to nobody, and the wrong pairs worth a sentence."""

import re

from app.catalogue.content.faults import FileFaults
from app.catalogue.content.fields import one_line
from app.catalogue.content.items import TICKED, Item, first_index, read_items
from app.catalogue.content.openings import Opening
from app.catalogue.content.question_heads import Head, read_statement
from app.catalogue.content.question_sources import MatchQuestion, Pair, WrongPair
from app.catalogue.content.replies import STAR, Reply, general_feedback, read_replies
from app.catalogue.content.texts import read_text

BETWEEN = " :: "
PAIR = re.compile(r"- +(?!\[[ xX?]\])(?=\S.* ::(?: |$))")
BULLET = re.compile(r"- +")
FEWEST, MOST, MOST_LURES = 2, 8, 8


def read_match(opening: Opening, head: Head) -> MatchQuestion:
    body, faults = opening.raw.body, opening.faults
    start, stop = first_index(body, PAIR), first_index(body, TICKED)
    listed = read_items(body.part(start, stop).trimmed(), BULLET, faults) if start < stop else []
    lines = [(item.line, _pair(item, faults)) for item in listed]
    pairs = [(line, pair) for line, pair in lines if pair.left != STAR]
    lures = [(line, pair.right) for line, pair in lines if pair.left == STAR]
    _check_pairs(opening, pairs, lures)
    replies = read_replies(body.part(stop), faults, typed=True)
    question = MatchQuestion(
        **head,
        statement=read_statement(opening, min(start, stop)),
        pairs=tuple(pair for _, pair in pairs),
        lures=tuple(right for _, right in lures),
        wrong_pairs=tuple(_wrong_pair(reply, faults) for reply in replies if not reply.is_star),
        right_feedback=general_feedback(opening, replies, is_right=True),
        wrong_feedback=general_feedback(opening, replies, is_right=False),
    )
    _check_wrong(question, [reply for reply in replies if not reply.is_star], faults)
    return question


def _pair(item: Item, faults: FileFaults) -> Pair:
    left, between, right = one_line(item.body.text).partition(BETWEEN)
    if not (between and left and right) or BETWEEN in right:
        faults.add(item.line, "pair_unreadable")
    read_text(item.body, faults)
    return Pair(left, right)


def _check_pairs(opening: Opening, pairs: list[tuple[int, Pair]], lures: list[tuple[int, str]]) -> None:
    if not FEWEST <= len(pairs) <= MOST or len(lures) > MOST_LURES:
        opening.faults.add(opening.line, "pair_count", count=len(pairs))
    seen: dict[str, int] = {}
    for line, pair in pairs:
        if seen.setdefault(pair.left, line) != line:
            opening.faults.add(line, "left_twice", left=pair.left, first=seen[pair.left])
    rights = {pair.right for _, pair in pairs}
    for line, right in lures:
        if right in rights:
            opening.faults.add(line, "lure_belongs", right=right)
        rights.add(right)


def _wrong_pair(reply: Reply, faults: FileFaults) -> WrongPair:
    left, between, right = reply.text.partition(BETWEEN)
    if reply.is_right or not between:
        faults.add(reply.line, "wrong_pair_unreadable")
    return WrongPair(left, right, reply.feedback)


def _check_wrong(question: MatchQuestion, replies: list[Reply], faults: FileFaults) -> None:
    right_of = {pair.left: pair.right for pair in question.pairs}
    seen: set[tuple[str, str]] = set()
    for reply, wrong in zip(replies, question.wrong_pairs, strict=True):
        if not wrong.right:
            continue
        if wrong.left not in right_of:
            faults.add(reply.line, "pair_part_unknown", part=wrong.left)
        if wrong.right not in question.rights:
            faults.add(reply.line, "pair_part_unknown", part=wrong.right)
        if right_of.get(wrong.left) == wrong.right:
            faults.add(reply.line, "wrong_pair_is_right")
        if (wrong.left, wrong.right) in seen:
            faults.add(reply.line, "wrong_pair_twice")
        seen.add((wrong.left, wrong.right))
