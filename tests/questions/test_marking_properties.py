from collections import Counter
from decimal import Decimal
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from hypothesis import given
from hypothesis import strategies as st

from app.questions.data import Answer, Item
from app.questions.decimals import NotANumber, parse_number
from app.questions.marking import mark
from app.questions.responses import UnreadableResponse
from app.questions.results import Marking
from app.questions.shuffling import shuffled

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
CHECKLISTS = st.integers(1, 8).map(lambda count: {"items": items("c", count)})
QUESTIONS = st.one_of(FLAGS.map(choice), MULTIPLES, ORDERS, st.just(NUMBER), CHECKLISTS)

IDS = st.sampled_from([f"{prefix}{at}" for prefix in "aic" for at in range(1, 10)])
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
