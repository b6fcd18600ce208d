"""Moodle's question bank as XML."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from decimal import Decimal, InvalidOperation
from typing import TypedDict
from urllib.parse import unquote

from app.catalogue.elsewhere.asked import (
    NONE,
    WHOLE,
    Asked,
    AskedChoice,
    AskedCloze,
    AskedMatch,
    AskedNumber,
    AskedOpen,
    AskedOrder,
    AskedShort,
    Choice,
    Couple,
    Described,
    Rich,
    rich,
)
from app.catalogue.elsewhere.cloze_syntax import GapUnreadable, Parted, part
from app.catalogue.elsewhere.data_addresses import data_of, from_base64
from app.catalogue.elsewhere.harvest import Harvest, Resolve
from app.catalogue.elsewhere.moodle_gaps import read_selects
from app.catalogue.elsewhere.putting import MOST_QUESTIONS, put
from app.catalogue.elsewhere.recognising import NotTaken
from app.catalogue.elsewhere.reports import Where
from app.catalogue.elsewhere.xml_reading import Element, XmlRefused, read_xml

PLUGIN_FILE = "@@PLUGINFILE@@/"


class Common(TypedDict):
    where: Where
    name: str
    statement: Rich
    general: Rich
    right: Rich
    wrong: Rich
    partly: Rich
    hints: tuple[Rich, ...]


def read_moodle(data: bytes, harvest: Harvest) -> None:
    """Raises NotTaken for XML that is refused, or that holds no question."""
    try:
        root = read_xml(data)
    except XmlRefused as refused:
        raise NotTaken(refused.code, line=refused.line) from None
    questions = list(root.all("question"))
    if root.tag != "quiz" or not questions:
        raise NotTaken("no_question")
    if len(questions) > MOST_QUESTIONS:
        raise NotTaken("too_many_questions")
    harvest.left("points_left", Where())
    for question in questions:
        _read(question, harvest)


def _read(question: Element, harvest: Harvest) -> None:
    kind = question.attributes.get("type", "").strip()
    where = Where(question.line, _name(question))
    if kind == "category":
        category = question.first("category")
        harvest.left("category_left", where, name=category.words("text")[:200] if category else "")
        return
    reader = READERS.get(kind)
    if reader is None:
        harvest.left("type_left", where, type=kind[:40] or "?")
        return
    try:
        put(harvest, reader(question, _common(question, where), harvest))
    except GapUnreadable as refused:
        harvest.left("gap_left", where, type=refused.kind)


def _name(element: Element) -> str:
    name = element.first("name")
    return " ".join(name.words("text").split()) if name else ""


def _common(question: Element, where: Where) -> Common:
    return {
        "where": where,
        "name": where.place,
        "statement": _text(question, "questiontext"),
        "general": _text(question, "generalfeedback"),
        "right": _text(question, "correctfeedback"),
        "wrong": _text(question, "incorrectfeedback"),
        "partly": _text(question, "partiallycorrectfeedback"),
        "hints": tuple(_rich(hint) for hint in question.all("hint")),
    }


def _text(parent: Element, tag: str) -> Rich:
    found = parent.first(tag)
    return _rich(found) if found else Rich()


def _rich(element: Element) -> Rich:
    """`<x format="html"><text>…</text><file …>base64</file></x>`; older files have the text without `<text>`."""
    text = element.words("text") or element.text.strip()
    return rich(text, element.attributes.get("format", "html"), _resolver(element))


def _resolver(element: Element) -> Resolve:
    files = {file.attributes.get("name", ""): file for file in element.all("file")}
    if not files:
        return data_of

    def resolve(address: str) -> bytes | None:
        if not address.startswith(PLUGIN_FILE):
            return data_of(address)
        name = unquote(address.removeprefix(PLUGIN_FILE).partition("?")[0]).rpartition("/")[2]
        return from_base64(files[name].text) if name in files else None

    return resolve


def _choices(question: Element) -> tuple[Choice, ...]:
    return tuple(_choice(answer) for answer in question.all("answer"))


def _choice(answer: Element) -> Choice:
    share = _share(answer.attributes.get("fraction", "0"))
    tolerance = answer.words("tolerance", "0")
    return Choice(_rich(answer), share, _text(answer, "feedback"), tolerance)


def _share(text: str) -> Decimal:
    """In percent. Thirds are written with five decimals, so what is nearly whole is whole."""
    try:
        share = Decimal(text.strip() or "0")
    except InvalidOperation:
        return NONE
    if not share.is_finite():
        return NONE
    return WHOLE if abs(share - WHOLE) < Decimal("0.01") else share


def _multichoice(question: Element, common: Common, _harvest: Harvest) -> Asked:
    several = question.words("single", "true") in {"false", "0"}
    return AskedChoice(**common, choices=_choices(question), several=several)


def _truefalse(question: Element, common: Common, harvest: Harvest) -> Asked:
    said = {"true": Rich(harvest.words.true), "false": Rich(harvest.words.false)}
    choices = (
        Choice(said.get(choice.text.html.strip().lower(), choice.text), choice.share, choice.feedback)
        for choice in _choices(question)
    )
    return AskedChoice(**common, choices=tuple(choices))


def _shortanswer(question: Element, common: Common, _harvest: Harvest) -> Asked:
    return AskedShort(**common, choices=_plain(question), has_case=question.words("usecase") == "1")


def _plain(question: Element) -> tuple[Choice, ...]:
    """Answers that are typed: whatever their format says, they are plain text."""
    answers = zip(question.all("answer"), _choices(question), strict=True)
    return tuple(
        Choice(
            rich(answer.words("text") or answer.text, "plain"),
            choice.share,
            choice.feedback,
            choice.tolerance,
        )
        for answer, choice in answers
    )


def _numerical(question: Element, common: Common, _harvest: Harvest) -> Asked:
    listed = question.first("units")
    units = listed.all("unit") if listed else iter(())
    named = tuple((unit.words("unit_name"), unit.words("multiplier", "1")) for unit in units)
    return AskedNumber(**common, choices=_plain(question), units=tuple(each for each in named if each[0]))


def _matching(question: Element, common: Common, _harvest: Harvest) -> Asked:
    couples = []
    for sub in question.all("subquestion"):
        answer = sub.first("answer")
        right = rich(answer.words("text") or answer.text, "plain") if answer else Rich()
        couples.append(Couple(_rich(sub), right))
    return AskedMatch(**common, couples=tuple(couples))


def _ddmatch(question: Element, common: Common, _harvest: Harvest) -> Asked:
    couples = []
    for sub in question.all("subquestion"):
        answer = sub.first("answer")
        couples.append(Couple(_rich(sub), _rich(answer) if answer else Rich()))
    return AskedMatch(**common, couples=tuple(couples))


def _cloze(question: Element, common: Common, _harvest: Harvest) -> Asked:
    parted = part(common["statement"].html)
    return _with_gaps(common, parted)


def _with_gaps(common: Common, parted: Parted) -> Asked:
    asked = AskedCloze(**common, gaps=tuple(parted.gaps))
    return replace(asked, statement=Rich(parted.text, asked.statement.resolve))


def _gapselect(question: Element, common: Common, _harvest: Harvest) -> Asked:
    parted = read_selects(question, common["statement"].html)
    return _with_gaps(common, parted)


def _ordering(question: Element, common: Common, _harvest: Harvest) -> Asked:
    answers = [(_share(each.attributes.get("fraction", "0")), each) for each in question.all("answer")]
    items = [_rich(each) for _, each in sorted(answers, key=lambda pair: pair[0])]
    return AskedOrder(**common, items=tuple(items))


def _essay(_question: Element, common: Common, _harvest: Harvest) -> Asked:
    return AskedOpen(**common)


def _description(_question: Element, common: Common, _harvest: Harvest) -> Asked:
    return Described(**common)


READERS: Mapping[str, Callable[[Element, Common, Harvest], Asked]] = {
    "multichoice": _multichoice,
    "truefalse": _truefalse,
    "shortanswer": _shortanswer,
    "numerical": _numerical,
    "matching": _matching,
    "ddmatch": _ddmatch,
    "multianswer": _cloze,
    "cloze": _cloze,
    "gapselect": _gapselect,
    "ddwtos": _gapselect,
    "ordering": _ordering,
    "essay": _essay,
    "description": _description,
}
