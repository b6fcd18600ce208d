"""From a question as asked elsewhere to one of ours: what all types have in common."""

from dataclasses import dataclass
from typing import TypedDict

from bs4 import BeautifulSoup

from app.catalogue.content.fields import one_line
from app.catalogue.elsewhere.asked import Asked, Rich, rich
from app.catalogue.elsewhere.harvest import UNNAMED, Harvest
from app.catalogue.elsewhere.html_reading import HtmlTooLong, active_parts, read_html, said, tags
from app.catalogue.elsewhere.reports import Where


class QuestionRefused(Exception):
    """The question has no counterpart here; `code` says why."""

    def __init__(self, code: str, **facts: str | int) -> None:
        super().__init__(code)
        self.code = code
        self.facts = facts


class Head(TypedDict):
    id: str
    statement: str
    hints: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Desk:
    """Where one question is made over: what it needs, and what is noted of it."""

    harvest: Harvest
    asked: Asked

    @property
    def where(self) -> Where:
        return self.asked.where

    def changed(self, code: str, **facts: str | int) -> None:
        self.harvest.changed(code, self.where, **facts)

    def left(self, code: str, **facts: str | int) -> None:
        self.harvest.left(code, self.where, **facts)

    def soup(self, text: Rich) -> BeautifulSoup:
        for name in active_parts(text.html):
            self.left("active_left", name=name)
        try:
            return read_html(text.html)
        except HtmlTooLong:
            raise QuestionRefused("text_too_long") from None

    def markdown(self, text: Rich) -> str:
        """Markdown without pictures: where there were some, the report says that they are not taken."""
        if not text.html:
            return ""
        soup = self.soup(text)
        for image in tags(soup, "img"):
            self.left("picture_in_answer", name=str(image.get("alt") or image.get("src") or "")[:80])
            image.extract()
        return self.harvest.markdown(soup, self.where)

    def line(self, text: Rich) -> str:
        """Markdown on one line."""
        return one_line(self.markdown(text).replace("\\\n", " "))

    def plain(self, text: Rich) -> str:
        """Words alone, as one types them."""
        return said(self.soup(text)) if text.html else ""

    def head(self, *, lists: bool = True) -> Head:
        """Statement and hints. Pictures of the statement become figures above the question.

        Without `lists`, a numbered list would be read as the answer: it gets bullets.
        """
        soup = self.soup(self.asked.statement)
        figures = self.harvest.pictures(soup, self.asked.statement.resolve, self.where)
        if not lists:
            for numbered in tags(soup, "ol"):
                numbered.name = "ul"
        statement = self.harvest.markdown(soup, self.where) or self._named()
        if figures:
            self.changed("picture_above")
            self.harvest.show(figures, self.where)
        hints = [self.markdown(hint) for hint in self.asked.hints]
        return {"id": UNNAMED, "statement": statement, "hints": tuple(hint for hint in hints if hint)}

    def _named(self) -> str:
        """What stands where a question says nothing but its picture."""
        return self.line(rich(self.asked.name, "plain")) or self.harvest.words.question

    def feedback(self, is_right: bool, *texts: Rich) -> str:
        """What of `texts` says something, one after the other; else a plain sentence, which is noted.

        What the other tool says of the whole question comes with the right answer, once.
        """
        own = [text for text in texts if text.html]
        common = self.asked.right if is_right else self.asked.wrong
        said_ = own or ([common] if common.html else [])
        parts = [self.markdown(text) for text in said_]
        if is_right and self.asked.general.html:
            parts.append(self.markdown(self.asked.general))
            self.changed("general_joined")
        parts = [part for part in dict.fromkeys(parts) if part]
        if parts:
            return "\n\n".join(parts)
        self.changed("feedback_made_right" if is_right else "feedback_made_wrong")
        return self.harvest.words.right if is_right else self.harvest.words.wrong
