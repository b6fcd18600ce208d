"""French is the source; en, de and nl say everything it says."""

import io
import re
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po

ROOT = Path(__file__).parents[2]
TRANSLATIONS = ROOT / "app" / "ui" / "translations"
METHODS = [("**.py", "python"), ("**/templates/**.html", "jinja2")]
KEYWORDS = {
    "_": None,
    "gettext": None,
    "lazy_gettext": None,
    "ngettext": (1, 2),
    "lazy_ngettext": (1, 2),
    "pgettext": ((1, "c"), 2),
}
PLACEHOLDER = re.compile(r"%\((\w+)\)[sd]")


@pytest.fixture(scope="module")
def source() -> set[object]:
    found = extract_from_dir(ROOT / "app", METHODS, keywords=KEYWORDS)
    return {message for _file, _line, message, _comments, _context in found}


def catalogue(language: str) -> Catalog:
    return read_po(io.BytesIO((TRANSLATIONS / language / "LC_MESSAGES" / "messages.po").read_bytes()))


@pytest.mark.parametrize("language", ["en", "de", "nl"])
def test_every_sentence_has_its_translation(language: str, source: set[object]) -> None:
    translated = {message.id for message in catalogue(language) if message.id and message.string}
    partial = {
        message.id
        for message in catalogue(language)
        if isinstance(message.string, tuple) and not all(message.string)
    }
    assert sorted(map(str, source - (translated - partial))) == []


@pytest.mark.parametrize("language", ["en", "de", "nl"])
def test_no_translation_is_only_guessed(language: str) -> None:
    assert [message.id for message in catalogue(language) if message.fuzzy and message.id] == []


@pytest.mark.parametrize("language", ["en", "de", "nl"])
def test_a_translation_has_the_places_of_its_source(language: str) -> None:
    wrong = [
        message.id
        for message in catalogue(language)
        if isinstance(message.id, str)
        and message.string
        and set(PLACEHOLDER.findall(message.id)) != set(PLACEHOLDER.findall(str(message.string)))
    ]
    assert wrong == []


def test_french_keeps_its_signs_on_the_line_of_their_word(source: set[object]) -> None:
    """A sign of two parts has a no-break space before it; what one types as it stands is in quotes of code."""
    texts = [text for message in source for text in (message if isinstance(message, tuple) else (message,))]
    loose = re.compile(r"\w[\w)»]* [:;?!](?![:;?!])|%\(\w+\)s [:;?!](?![:;?!])")
    assert [text for text in texts if loose.search(str(text))] == []
