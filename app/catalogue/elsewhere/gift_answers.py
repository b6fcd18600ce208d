"""What stands between the braces of a GIFT question."""

import re
from dataclasses import replace
from decimal import Decimal, InvalidOperation
from typing import TypedDict

from app.catalogue.elsewhere.asked import (
    NONE,
    WHOLE,
    Asked,
    AskedChoice,
    AskedCloze,
    AskedGap,
    AskedMatch,
    AskedNumber,
    AskedOpen,
    AskedShort,
    Choice,
    Couple,
    Rich,
)
from app.catalogue.elsewhere.asking_gaps import mark
from app.catalogue.elsewhere.gift_text import bare, format_of, read_text
from app.catalogue.elsewhere.harvest import Harvest
from app.catalogue.elsewhere.reports import Where

GENERAL = "####"
TRUE_FALSE = re.compile(r"^(?P<said>T|TRUE|F|FALSE)\s*(?=#|$)", re.IGNORECASE)
ANSWER = re.compile(r"[=~](?P<body>[^=~]*)")
SHARE = re.compile(r"^\s*%(?P<share>-?\d{1,3}(?:\.\d{1,5})?)%")
ARROW = "->"


class Common(TypedDict):
    where: Where
    name: str
    statement: Rich
    general: Rich


def read_answers(
    where: Where, name: str, before: str, inside: str, after: str, harvest: Harvest
) -> Asked | None:
    """The question; None, noted, where the braces hold nothing we can read."""
    form = format_of(before)
    inside, _, general = inside.partition(GENERAL)
    common: Common = {
        "where": where,
        "name": name,
        "statement": read_text(before + after, form),
        "general": read_text(general, form),
    }
    inside = inside.strip()
    if not inside:
        return AskedOpen(**common)
    if inside.startswith("#"):
        return AskedNumber(**common, choices=tuple(_numbers(inside[1:], form)))
    said = TRUE_FALSE.match(inside)
    if said:
        is_true = said["said"].upper().startswith("T")
        return AskedChoice(**common, choices=_true_false(is_true, inside[said.end() :], form, harvest))
    choices = tuple(_choices(inside, form))
    if not choices:
        harvest.left("braces_unreadable", where)
        return None
    if ARROW in inside and all(ARROW in bare(found["body"]) for found in ANSWER.finditer(inside)):
        return AskedMatch(**common, couples=tuple(_couples(inside, form)))
    if after.strip():
        return _missing_word(common, before, inside, after, choices, form)
    if "~" in inside:
        several = not re.search(r"(?:^|[^\\])=", inside)
        return AskedChoice(**common, choices=choices, several=several)
    return AskedShort(**common, choices=choices)


def _choices(inside: str, form: str) -> list[Choice]:
    found = []
    for each in ANSWER.finditer(inside):
        text, _, feedback = each["body"].partition("#")
        share = SHARE.match(text)
        points = Decimal(share["share"]) if share else WHOLE if each[0][0] == "=" else NONE
        words = text[share.end() :] if share else text
        if words.strip():
            found.append(Choice(read_text(words, form), points, read_text(feedback, form)))
    return found


def _true_false(is_true: bool, rest: str, form: str, harvest: Harvest) -> tuple[Choice, ...]:
    """Of two feedbacks the first is for the wrong answer; a single one too."""
    _, *feedbacks = rest.split("#")
    wrong, right = (read_text(each, form) for each in (*feedbacks, "", "")[:2])
    true, false = Rich(harvest.words.true), Rich(harvest.words.false)
    if is_true:
        return Choice(true, WHOLE, right), Choice(false, NONE, wrong)
    return Choice(true, NONE, wrong), Choice(false, WHOLE, right)


def _couples(inside: str, form: str) -> list[Couple]:
    couples = []
    for each in ANSWER.finditer(inside):
        left, _, right = each["body"].partition("#")[0].rpartition(ARROW)
        couples.append(Couple(read_text(left, form), read_text(right, form)))
    return couples


def _missing_word(
    common: Common, before: str, inside: str, after: str, choices: tuple[Choice, ...], form: str
) -> Asked:
    """Braces in the middle of a sentence are a gap of it: picked when there is something to pick."""
    gap = AskedGap("~" in inside, choices)
    statement = read_text(f"{before}\ue020{after}", form)
    shown = Rich(statement.html.replace("\ue020", mark(1)))
    return replace(AskedCloze(**common, gaps=(gap,)), statement=shown)


def _numbers(inside: str, form: str) -> list[Choice]:
    """`3:0.5`, `1..5`, or several of them after `=`; what follows `~` is said of any other number."""
    found = []
    for part in re.split(r"(?=[=~])", inside):
        text, _, feedback = part.lstrip("=~").partition("#")
        share = SHARE.match(text)
        points = NONE if part.startswith("~") else Decimal(share["share"]) if share else WHOLE
        value, tolerance = _value(bare(text[share.end() :] if share else text))
        if value or feedback.strip():
            said = Rich(value or "*")
            found.append(Choice(said, points if value else NONE, read_text(feedback, form), tolerance))
    return found


def _value(text: str) -> tuple[str, str]:
    """A value and its tolerance."""
    low, between, high = text.partition("..")
    try:
        if between:
            least, most = Decimal(low.strip()), Decimal(high.strip())
            return str((least + most) / 2), str(abs(most - least) / 2)
    except InvalidOperation:
        return "", "0"
    value, _, tolerance = text.partition(":")
    return value.strip(), tolerance.strip() or "0"
