"""Aiken: a question, its answers by letter, and the letter of the right one. It has no feedback."""

import re

from app.catalogue.elsewhere.asked import NONE, WHOLE, AskedChoice, Choice, rich
from app.catalogue.elsewhere.harvest import Harvest
from app.catalogue.elsewhere.putting import MOST_QUESTIONS, put
from app.catalogue.elsewhere.recognising import NotTaken
from app.catalogue.elsewhere.reports import Where

OPTION = re.compile(r"^(?P<letter>[A-Z])[.)]\s+(?P<text>.*)$")
ANSWER = re.compile(r"^ANSWER:\s*(?P<letter>[A-Z])\s*$")


class _Reader:
    def __init__(self, harvest: Harvest) -> None:
        self.harvest = harvest
        self.count = 0
        self._begin()

    def _begin(self) -> None:
        self.line = 0
        self.statement: list[str] = []
        self.options: dict[str, str] = {}

    def take(self, number: int, line: str) -> None:
        option, answer = OPTION.match(line), ANSWER.match(line)
        if answer:
            self._put(answer["letter"])
        elif option and self.statement:
            self.options[option["letter"]] = option["text"]
        elif line.strip():
            if self.options:
                self._leave()
            self.line = self.line or number
            self.statement.append(line)

    def finish(self) -> None:
        if self.statement or self.options:
            self._leave()

    def _leave(self) -> None:
        self.harvest.left("answer_line_missing", self._where())
        self._begin()

    def _where(self) -> Where:
        return Where(self.line, " ".join(self.statement))

    def _put(self, right: str) -> None:
        self.count += 1
        if self.count > MOST_QUESTIONS:
            raise NotTaken("too_many_questions")
        choices = tuple(
            Choice(rich(text, "plain"), WHOLE if letter == right else NONE)
            for letter, text in self.options.items()
        )
        statement = rich("\n".join(self.statement), "plain")
        put(self.harvest, AskedChoice(where=self._where(), name="", statement=statement, choices=choices))
        self._begin()


def read_aiken(text: str, harvest: Harvest) -> None:
    reader = _Reader(harvest)
    for number, line in enumerate(text.split("\n"), start=1):
        reader.take(number, line)
    reader.finish()
