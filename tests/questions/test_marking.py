import json
import math
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from app.questions.data import Item
from app.questions.decimals import NotANumber, parse_number
from app.questions.marking import completes, mark
from app.questions.responses import UnreadableResponse
from app.questions.results import Marking
from app.questions.shuffling import shuffled
from app.questions.spelling import is_same

Case = dict[str, Any]

# The same table drives marking.test.ts of the player.
CASES: dict[str, Any] = json.loads(Path(__file__).with_name("cases.json").read_text("utf-8"))
QUESTIONS: dict[str, Case] = CASES["questions"]


def name_of(case: Case) -> str:
    return str(case.get("name") or ascii(case.get("text", case.get("seed"))))


@pytest.mark.parametrize("case", [c for c in CASES["marking"] if "mark" in c], ids=name_of)
def test_a_response_is_marked_as_the_table_says(case: Case) -> None:
    marking = mark(QUESTIONS[case["question"]], case["response"])
    assert marking.mark == Decimal(case["mark"])
    assert marking.right is case["right"]
    assert marking.incomplete is case.get("incomplete", False)
    assert list(marking.parts or ()) == case.get("parts", [])
    assert [[each.answer_id, each.html] for each in marking.feedback] == case["feedback"]


@pytest.mark.parametrize("case", [c for c in CASES["marking"] if "mark" not in c], ids=name_of)
def test_a_response_that_answers_nothing_is_refused_with_its_reason(case: Case) -> None:
    with pytest.raises(UnreadableResponse) as refusal:
        mark(QUESTIONS[case["question"]], case["response"])
    assert refusal.value.code == case["unreadable"]


@pytest.mark.parametrize("case", [c for c in CASES["numbers"] if "value" in c], ids=name_of)
def test_a_number_is_read_as_people_type_it(case: Case) -> None:
    assert parse_number(case["text"], case.get("unit", ""), case.get("units", ())) == Decimal(case["value"])


@pytest.mark.parametrize("case", [c for c in CASES["numbers"] if "value" not in c], ids=name_of)
def test_a_text_that_is_no_plain_number_is_refused(case: Case) -> None:
    with pytest.raises(NotANumber):
        parse_number(case["text"], case.get("unit", ""), case.get("units", ()))


@pytest.mark.parametrize("case", CASES["spelling"], ids=lambda case: ascii(case["typed"]))
def test_a_word_is_read_as_people_type_it(case: Case) -> None:
    found = {how: is_same(case["typed"], case["expected"], how) for how in ("exact", "plain", "close")}
    assert found == {how: case[how] for how in ("exact", "plain", "close")}


@pytest.mark.parametrize("value", [math.nan, math.inf, -math.inf, 10**400])
def test_a_json_number_that_is_not_finite_or_too_long_is_refused(value: float) -> None:
    with pytest.raises(UnreadableResponse, match="not_a_number"):
        mark(QUESTIONS["measurements"], value)


@pytest.mark.parametrize("case", CASES["completing"], ids=name_of)
def test_a_block_is_done_when_right_or_when_the_tries_are_used_up(case: Case) -> None:
    marking = Marking(Decimal(int(case["right"])), case["right"])
    assert completes(QUESTIONS[case["question"]], case["tries"], marking) is case["done"]


@pytest.mark.parametrize("case", CASES["shuffling"], ids=name_of)
def test_the_screen_order_is_the_one_the_browser_draws(case: Case) -> None:
    items: list[Item] = [{"id": each, "html": "", "text": ""} for each in case["ids"]]
    assert [item["id"] for item in shuffled(items, case["seed"])] == case["drawn"]
