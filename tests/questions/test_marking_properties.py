from collections import Counter
from decimal import Decimal
from typing import Any
from uuid import NAMESPACE_URL, uuid5

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.questions.data import Answer, Item
from app.questions.decimals import NotANumber, parse_number
from app.questions.marking import mark
from app.questions.responses import UnreadableResponse
from app.questions.results import Marking
from app.questions.shuffling import shuffled
from app.questions.spelling import is_same
from app.questions.wording import right_response, word_response

PAIR = {"right": "<p>Oui.</p>", "wrong": "<p>Non.</p>"}


def answer(number: int, right: bool) -> Answer:
    return {"id": f"a{number}", "html": "", "text": "", "right": right, "feedback_html": ""}


def items(prefix: str, count: int) -> list[Item]:
    return [{"id": f"{prefix}{at}", "html": "", "text": ""} for at in range(1, count + 1)]


def question(kind: str, **rest: Any) -> dict[str, Any]:
    return {"type": kind, "tries": None, **rest}


def choice(rights: list[bool]) -> dict[str, Any]:
    return question("choice", answers=[answer(at, at == 1) for at in range(1, len(rights) + 1)])


def multiple(rights: list[bool]) -> dict[str, Any]:
    answers = [answer(at, right) for at, right in enumerate([True, *rights], 1)]
    return question("multiple", answers=answers)


def order(count: int) -> dict[str, Any]:
    return question("order", items=items("i", count), feedback=PAIR)


FLAGS = st.lists(st.booleans(), min_size=1, max_size=8)
MULTIPLES = FLAGS.map(multiple)
ORDERS = st.integers(2, 10).map(order)
NUMBER = question("number", answer="10", tolerance="0.5", unit="mm", wrong=[], feedback=PAIR)


def match(rights: list[int]) -> dict[str, Any]:
    """Rights as numbers, each left with one; a left more than once may have the same."""
    known = items("r", max(rights) + 1)
    pairs = [f"r{number}" for number in rights]
    lefts = items("l", len(rights))
    return question("match", lefts=lefts, rights=known, pairs=pairs, wrong=[], feedback=PAIR)


def cloze(picked: list[bool]) -> dict[str, Any]:
    options = [{"id": f"o{at}", "text": f"mot {at}"} for at in (1, 2, 3)]
    gaps = [
        {"id": f"g{at}", "options": options} if is_picked else {"id": f"g{at}", "accepted": ["scie", "lame"]}
        for at, is_picked in enumerate(picked, 1)
    ]
    return question("cloze", spelling="plain", gaps=gaps, pieces=[], wrong=[], feedback=PAIR)


MATCHES = st.lists(st.integers(2, 4), min_size=2, max_size=8).map(match)
CLOZES = st.lists(st.booleans(), min_size=1, max_size=8).map(cloze)
SHORT = question("short", spelling="close", accepted=["détecteur", "V.A.T."], wrong=[], feedback=PAIR)
ZONES = [
    {"id": f"z{at}", "place": [10.0 * at, 5.5, 12.0, 90.0], "text": "", "right": at == 2, "feedback_html": ""}
    for at in (1, 2, 3)
]
HOTSPOT = question("hotspot", zones=ZONES, elsewhere_html="")
CHECKLISTS = st.integers(1, 8).map(lambda count: {"items": items("c", count)})
QUESTIONS = st.one_of(
    FLAGS.map(choice),
    MULTIPLES,
    ORDERS,
    st.just(NUMBER),
    CHECKLISTS,
    MATCHES,
    CLOZES,
    st.just(SHORT),
    st.just(HOTSPOT),
)

IDS = st.sampled_from([f"{prefix}{at}" for prefix in "aicrozl" for at in range(1, 10)])
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text() | IDS,
    lambda inner: st.lists(inner, max_size=8) | st.dictionaries(st.text(), inner, max_size=3),
)
NUMBER_LIKE = st.text("0123456789,.eE+-− \u202fm", max_size=12)


def ids_of(data: dict[str, Any]) -> list[str]:
    return [each["id"] for each in data.get("answers") or data["items"]]


def marked(data: dict[str, Any], response: object) -> Marking | None:
    try:
        return mark(data, response)
    except UnreadableResponse:
        return None


@given(QUESTIONS, JSON | NUMBER_LIKE | st.lists(IDS))
def test_whatever_is_sent_gets_a_mark_from_0_to_1_or_a_refusal(
    data: dict[str, Any], response: object
) -> None:
    marking = marked(data, response)
    if marking is not None:
        assert 0 <= marking.mark <= 1
        assert marking.right == (marking.mark == 1)


@given(MULTIPLES | ORDERS | CHECKLISTS, st.data())
def test_every_well_formed_response_has_a_mark_and_only_a_right_one_has_1(
    data: dict[str, Any], draw: st.DataObject
) -> None:
    ids = ids_of(data)
    if data.get("type") == "order":
        sent, expected = draw.draw(st.permutations(ids)), ids
    else:
        sent = sorted(draw.draw(st.sets(st.sampled_from(ids), min_size=1)))
        expected = [a["id"] for a in data["answers"] if a["right"]] if "answers" in data else ids
    marking = mark(data, sent)
    assert marking.right == (sent == expected)
    assert marking.right == (marking.mark == 1)
    assert 0 <= marking.mark <= 1


@given(QUESTIONS)
def test_the_right_response_is_right_and_can_be_said(data: dict[str, Any]) -> None:
    right = right_response(data)
    assert mark(data, right).right
    assert isinstance(word_response(data, right), str)


@given(MATCHES | CLOZES, st.data())
def test_the_mark_of_a_question_in_parts_is_the_share_that_is_right(
    data: dict[str, Any], draw: st.DataObject
) -> None:
    right = right_response(data)
    assert isinstance(right, list)
    spoilt = draw.draw(st.sets(st.sampled_from(range(len(right)))))
    sent = [
        ("o3" if one == "o1" else "r1" if data["type"] == "match" else "zut") if at in spoilt else one
        for at, one in enumerate(right)
    ]
    wrong = len(spoilt)
    marking = mark(data, sent)
    assert marking.parts == (len(right) - wrong, len(right))
    assert marking.right == (wrong == 0)
    assert len(right) * marking.mark == pytest.approx(len(right) - wrong, abs=0.001)


@given(st.floats(0, 100), st.floats(0, 100))
def test_a_point_is_worth_what_the_zone_under_it_is_worth(x: float, y: float) -> None:
    inside = [
        zone["id"] for zone in ZONES if zone["place"][0] <= x <= zone["place"][0] + 12 and 5.5 <= y <= 95.5
    ]
    marking = mark(HOTSPOT, [x, y])
    assert [each.answer_id for each in marking.feedback] == (inside[:1] or [None])
    assert marking.right == (inside[:1] == ["z2"])


@given(st.text("détecur ", max_size=14))
def test_a_looser_spelling_takes_all_that_a_stricter_one_takes(typed: str) -> None:
    taken = [is_same(typed, "détecteur", how) for how in ("exact", "plain", "close")]
    assert taken == sorted(taken)


@given(st.integers(0, 8), st.sampled_from("abcdefghijklmnopqrstuvwxyz"))
def test_one_slip_anywhere_in_a_long_word_is_forgiven(place: int, letter: str) -> None:
    word = "detecteur"
    assert is_same(word[:place] + letter + word[place + 1 :], word, "close")
    assert is_same(word[:place] + letter + word[place:], word, "close")
    assert is_same(word[:place] + word[place + 1 :], word, "close")


@given(MULTIPLES | CHECKLISTS, st.data())
def test_the_order_and_the_repetition_of_chosen_ids_change_nothing(
    data: dict[str, Any], draw: st.DataObject
) -> None:
    chosen = draw.draw(st.lists(st.sampled_from(ids_of(data)), min_size=1))
    again = draw.draw(st.permutations(chosen + chosen[:1]))
    assert mark(data, chosen) == mark(data, again)


@given(st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**9), max_value=10**9))
def test_a_number_written_with_a_comma_and_its_unit_is_read_back(value: Decimal) -> None:
    text = f"{value:f}"
    if len(text) > 55:
        return
    assert parse_number(text.replace(".", ",") + " mm", "mm") == value


@given(NUMBER_LIKE)
def test_what_is_read_as_a_number_is_finite_and_of_bounded_size(text: str) -> None:
    try:
        value = parse_number(text, "m")
    except NotANumber:
        return
    assert value.is_finite()
    assert abs(value) < Decimal("1e95")


@given(st.integers(2, 10), st.text())
def test_the_screen_order_is_a_permutation_other_than_the_right_order(count: int, seed: str) -> None:
    right_order = items("i", count)
    drawn = shuffled(right_order, seed)
    assert drawn != right_order
    assert sorted(drawn, key=lambda item: int(item["id"][1:])) == right_order
    assert drawn == shuffled(right_order, seed)


def test_a_single_item_is_shown_as_it_is() -> None:
    assert shuffled(items("i", 1), "seed") == items("i", 1)


def test_every_item_comes_first_about_as_often_as_another() -> None:
    # A hash that the seed stirs too little would always show the same few orders.
    seeds = [f"{uuid5(NAMESPACE_URL, str(number))}/block" for number in range(2000)]
    drawn = Counter(shuffled(items("i", 5), seed)[0]["id"] for seed in seeds)
    assert len(drawn) == 5
    assert min(drawn.values()) > 280
