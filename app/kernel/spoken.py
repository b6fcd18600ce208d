"""Words that may be in another language than the page around them, and that know it."""

from typing import Self

from markupsafe import Markup

from app.kernel.i18n import spoken


class Spoken(str):
    """A text of an author with the language it is in."""

    __slots__ = ("language",)
    language: str

    def __new__(cls, text: str, language: str) -> Self:
        made = super().__new__(cls, text)
        made.language = language
        return made


def say_language(text: str) -> Markup:
    """The attribute that a screen reader needs where these words are not in the language of the page, else nothing."""
    language = getattr(text, "language", None)
    if language is None or language == spoken():
        return Markup()
    return Markup(' lang="{}"').format(language)
