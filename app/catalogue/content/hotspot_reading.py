"""A hotspot question: rectangles of a picture, each named in words."""

import re

from app.catalogue.content.fields import one_line
from app.catalogue.content.items import TICKED, first_index
from app.catalogue.content.openings import Opening
from app.catalogue.content.question_heads import Head, read_statement
from app.catalogue.content.question_sources import HotspotQuestion, Zone
from app.catalogue.content.replies import Reply, general_feedback, read_replies

FEWEST, MOST = 2, 12
NUMBER = r"\d{1,3}(?:\.\d{1,2})?"
PLACE = re.compile(rf"\(({NUMBER}) ({NUMBER}) ({NUMBER}) ({NUMBER})\) ?")
NOWHERE = ("0", "0", "1", "1")


def read_hotspot(opening: Opening, head: Head) -> HotspotQuestion:
    start = first_index(opening.raw.body, TICKED)
    replies = read_replies(opening.raw.body.part(start), opening.faults)
    named = [reply for reply in replies if not reply.is_star]
    zones = tuple(_zone(opening, reply) for reply in named)
    right = [reply for reply in named if reply.is_right]
    if not FEWEST <= len(zones) <= MOST:
        opening.faults.add(opening.line, "zone_count", count=len(zones))
    if not right:
        opening.faults.add(opening.line, "no_right_answer")
    if len(right) > 1:
        opening.faults.add(right[1].line, "two_right_zones", first=right[0].line)
    for reply in replies:
        if reply.is_star and reply.is_right:
            opening.faults.add(reply.line, "right_zone_is_star")
    return HotspotQuestion(
        **head,
        statement=read_statement(opening, start),
        src=opening.need("src"),
        alt=opening.need("alt"),
        zones=zones,
        elsewhere=general_feedback(opening, replies, is_right=False),
    )


def _zone(opening: Opening, reply: Reply) -> Zone:
    text = one_line(reply.text)
    found = PLACE.match(text)
    if found is None:
        opening.faults.add(reply.line, "zone_unreadable")
        return Zone(NOWHERE, text, reply.is_right, reply.feedback)
    left, top, width, height = found.groups()
    name = text[found.end() :]
    if not name:
        opening.faults.add(reply.line, "answer_empty")
    if not _is_inside(float(left), float(width)) or not _is_inside(float(top), float(height)):
        opening.faults.add(reply.line, "zone_outside")
    return Zone((left, top, width, height), name, reply.is_right, reply.feedback)


def _is_inside(start: float, length: float) -> bool:
    return length > 0 and start + length <= 100
