"""Who reads Compagnon in English, German or Dutch meets no French but the modules' own words.

Looked for are the French sentences of the catalogue of twelve letters or more; where one has places for something
else, its longest piece.
"""

import io
import re
from collections.abc import Iterator

import pytest
from babel.messages.pofile import read_po

from app.demo.histories import CONTENT
from tests.journeys.conftest import PHONE, Sit
from tests.journeys.demo import HOST, LEARNER, TUTOR, Demo
from tests.journeys.screens import MODULE, TRANSLATIONS
from tests.journeys.test_weights import MANAGER, NADIA, STUDIO
from tests.wire import Wire

pytestmark = [pytest.mark.journey, pytest.mark.xdist_group("shipped")]

LETTERS = 12
PAGES = {
    NADIA: ("/learn", "/learn/modules", MODULE, f"{MODULE}/units/le-risque", "/learn/sessions", "/messages"),
    LEARNER: ("/learn", f"{MODULE}/units/au-banc", "/profile"),
    TUTOR: ("/tutor", "/tutor/learners", "/tutor/promise"),
    HOST: ("/sessions", "/sessions/new", "/studio", STUDIO, f"{STUDIO}/versions/1/units/le-risque"),
    MANAGER: ("/centre/people", "/centre/people/new", "/centre/journal"),
}
# What is folded away is said too; what is marked as of another language is left out.
SAID = """() => {
    const here = document.documentElement.lang, said = [document.title];
    const all = document.createTreeWalker(document.body, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT);
    for (let node = all.nextNode(); node; node = all.nextNode()) {
        const one = node.nodeType === Node.TEXT_NODE ? node.parentElement : node;
        if (one.closest('script, style, template') || one.closest('[lang]').lang !== here) continue;
        if (node === one) said.push(...['aria-label', 'placeholder', 'title'].map(name => one.getAttribute(name) ?? ''));
        else said.push(node.data);
    }
    return said.join(' ').replace(/\\s+/g, ' ');
}"""


@pytest.fixture(params=["en", "de", "nl"])
def language(request: pytest.FixtureRequest, shipped: Demo) -> Iterator[str]:
    shipped.speak(request.param, *PAGES)
    yield request.param
    shipped.speak("fr", *PAGES)


def test_no_french_is_left_in_the_frame_of_the_pages(language: str, shipped: Demo, sit: Sit) -> None:
    left, french = {}, french_pieces(language)
    for who, addresses in PAGES.items():
        page = sit(shipped.member(who), at=shipped.server, size=PHONE)
        for address in addresses:
            with page.context.new_page() as tab:
                wire = Wire(tab)
                tab.goto(address)
                wire.fetched()
                assert tab.evaluate("document.documentElement.lang") == language
                said = tab.evaluate(SAID)
            left[address] = sorted(piece for piece in french if piece in said)
    assert {address: found for address, found in left.items() if found} == {}


def french_pieces(language: str) -> set[str]:
    """The longest piece without a place for something else, of each French sentence that this language says otherwise."""
    catalogue = read_po(io.BytesIO((TRANSLATIONS / language / "LC_MESSAGES" / "messages.po").read_bytes()))
    sentences = {
        (source, said)
        for message in catalogue
        for source, said in zip(as_tuple(message.id), as_tuple(message.string), strict=False)
        if source
    }
    pieces = {
        max(re.split(r"%\(\w+\)[sd]|<[^>]+>", source), key=len).strip()
        for source, said in sentences
        if source != said
    }
    meant = " ".join(said for _source, said in sentences) + words_of_the_modules()
    return {
        " ".join(piece.split())
        for piece in pieces
        if sum(map(str.isalpha, piece)) >= LETTERS and piece not in meant
    }


def words_of_the_modules() -> str:
    """A module in French may say what a French button says: such a sentence proves nothing on the pages that show it."""
    read = CONTENT / "consignation-electrique"
    files = [*CONTENT.glob("*/module.yaml"), *read.rglob("*.md")]
    return " ".join(path.read_text("utf-8") for path in files)


def as_tuple(text: str | tuple[str, ...]) -> tuple[str, ...]:
    return text if isinstance(text, tuple) else (text,)
