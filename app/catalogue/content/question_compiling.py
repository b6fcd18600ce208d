"""A question as data from which a browser gives feedback without network.

`app/questions` marks from the same data: a key changed here is changed there.
"""

from app.catalogue.content.rendering import render, render_item, words
from app.catalogue.content.sources import (
    ChoiceQuestion,
    NumberQuestion,
    OrderQuestion,
    QuestionSource,
    question_type,
)

POLICY = "question"


def compile_question(question: QuestionSource) -> dict[str, object]:
    head: dict[str, object] = {"type": question_type(question), "tries": question.tries}
    match question:
        case ChoiceQuestion():
            return head | {"answers": _answers(question)}
        case OrderQuestion():
            return head | {"items": _items(question.items), "feedback": _feedback(question)}
        case NumberQuestion():
            return head | _number(question)


def _answers(question: ChoiceQuestion) -> list[dict[str, object]]:
    return [
        {
            "id": f"a{number}",
            "html": str(render_item(answer.text, POLICY)),
            "text": words(answer.text),
            "right": answer.right,
            "feedback_html": str(render(answer.feedback, POLICY)),
        }
        for number, answer in enumerate(question.answers, start=1)
    ]


def _items(items: tuple[str, ...]) -> list[dict[str, str]]:
    return [
        {"id": f"i{number}", "html": str(render_item(item, POLICY)), "text": words(item)}
        for number, item in enumerate(items, start=1)
    ]


def _feedback(question: OrderQuestion | NumberQuestion) -> dict[str, str]:
    return {
        "right": str(render(question.right_feedback, POLICY)),
        "wrong": str(render(question.wrong_feedback, POLICY)),
    }


def _number(question: NumberQuestion) -> dict[str, object]:
    wrong = [
        {"value": item.value, "feedback_html": str(render(item.feedback, POLICY))}
        for item in question.wrong_values
    ]
    return {
        "answer": question.answer,
        "tolerance": question.tolerance,
        "unit": question.unit,
        "wrong": wrong,
        "feedback": _feedback(question),
    }
