"""Nothing executable gets through, whatever was sent and wherever it was put."""

import json
from importlib.metadata import version
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markupsafe import escape

from app.catalogue.content.block_sources import (
    CalloutBlock,
    ChecklistBlock,
    Criterion,
    FigureBlock,
    InCentreBlock,
    StepsBlock,
    TextBlock,
)
from app.catalogue.content.compiling import compile_block
from app.catalogue.content.question_sources import Answer, ChoiceQuestion
from app.catalogue.content.rendering import render, render_item, words
from app.catalogue.sanitising import SANITISER_VERSION, TAGS, clean_html
from tests.catalogue.markup import read_html

CORPUS = Path(__file__).parents[3] / "shared" / "data" / "xss" / "dompurify_payloads.json"
PAYLOADS: list[str] = (
    [entry["payload"] for entry in json.loads(CORPUS.read_text())] if CORPUS.is_file() else []
)
ATTRIBUTES = {
    ("a", "href"),
    ("a", "title"),
    ("a", "rel"),
    ("ol", "start"),
    ("td", "class"),
    ("th", "class"),
}

FRAGMENTS = [
    *("<a href=", "<img src=x onerror=", "<svg/onload=", "<math>", "<mtext>", "<style>", "</style>"),
    *("<script>", "</script>", "<table>", "<td ", "<title>", "<!--", "-->", "]]>", "<![CDATA["),
    *("javascript:", '">', "'", '"', ">", "alert(1)", "&#106;", "<p ", "<noscript>", "<template>"),
    *("<form>", "<input formaction=", "&Tab;", "\x00", "x", "é", "\u00a0", "<li>", "</p>", " "),
]

needs_corpus = pytest.mark.skipif(
    not PAYLOADS, reason="the shared corpus of payloads is not beside this tree"
)


def assert_harmless(html: str, policy: str) -> None:
    found = read_html(html)
    assert found.tags <= TAGS[policy]
    assert found.attributes <= ATTRIBUTES
    assert all(link.lower().startswith(("https:", "http:", "mailto:")) for link in found.links)


@needs_corpus
def test_the_corpus_is_whole() -> None:
    assert len(PAYLOADS) == 223


@needs_corpus
@pytest.mark.parametrize("policy", TAGS)
def test_hostile_html_is_cleaned_and_cleaning_again_changes_nothing(policy: str) -> None:
    for payload in PAYLOADS:
        once = clean_html(payload, policy)
        assert_harmless(once, policy)
        assert clean_html(once, policy) == once


@needs_corpus
@pytest.mark.parametrize("policy", ["text", "question", "inline"])
def test_hostile_html_written_as_markdown_shows_as_text(policy: str) -> None:
    for payload in PAYLOADS:
        assert_harmless(render(payload, policy), policy)
        assert_harmless(render(f"- [x]({payload})\n> {payload}", policy), policy)
        assert_harmless(render_item(payload, policy), policy)
        assert read_html(str(escape(words(payload)))).tags == set()


@needs_corpus
def test_hostile_html_in_every_field_of_every_block_stays_text() -> None:
    for payload in PAYLOADS:
        line = " ".join(payload.split())
        for block in (
            TextBlock(id="a", title=line, body=payload),
            CalloutBlock(id="a", kind="tip", title=line, body=payload),
            FigureBlock(id="a", src="a.svg", alt=line, caption=payload),
            StepsBlock(id="a", title=line, steps=(payload,)),
            ChecklistBlock(id="a", title=line, introduction=payload, items=(payload,)),
            InCentreBlock(
                id="a", title=line, minutes=5, body=payload, criteria=(Criterion("b", line, True),)
            ),
            ChoiceQuestion(
                id="a",
                statement=payload,
                answers=(Answer(payload, True, payload), Answer("Non", False, payload)),
                multiple=False,
            ),
        ):
            compiled = compile_block(block, "fr")
            assert_harmless(compiled.html, compiled.type)
            for html in html_in(compiled.data):
                assert_harmless(html, compiled.type)
            assert read_html(str(escape(compiled.title or ""))).tags == set()


def html_in(data: object) -> list[str]:
    """Every text of the data that a page inserts as HTML."""
    if isinstance(data, dict):
        named = [value for key, value in data.items() if key.endswith("html")]
        return [*named, *(html for value in data.values() for html in html_in(value))]
    if isinstance(data, list):
        return [html for item in data for html in ([item] if isinstance(item, str) else html_in(item))]
    return []


@settings(max_examples=150, deadline=None)
@given(
    st.lists(
        st.sampled_from(FRAGMENTS),
        max_size=12,
    ).map("".join)
)
def test_random_html_comes_out_harmless_and_settled(html: str) -> None:
    once = clean_html(html, "text")
    assert_harmless(once, "text")
    assert clean_html(once, "text") == once


def test_a_link_opens_without_telling_where_it_was_followed_from() -> None:
    assert render("[CNAC](https://cnac.be)", "text") == (
        '<p><a href="https://cnac.be" rel="noopener noreferrer">CNAC</a></p>\n'
    )


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "JaVaScRiPt:alert(1)", "data:text/html,x", "//x.be", "/page", "#a"]
)
def test_another_scheme_makes_no_link(url: str) -> None:
    assert read_html(render(f"[lien]({url}) <{url}>", "text")).tags == {"p"}


def test_the_text_of_a_script_goes_with_it() -> None:
    assert clean_html("<p>Avant</p><script>alert(1)</script>", "text") == "<p>Avant</p>"


def test_a_table_aligns_by_class_since_style_is_forbidden() -> None:
    html = render("| a | b |\n|---|--:|\n| 1 | 2 |", "text")
    assert '<td class="align-right">2</td>' in html
    assert "style" not in html


def test_a_title_of_a_text_block_is_not_in_its_html() -> None:
    block = compile_block(TextBlock(id="a", title="Le risque", body="### Dedans\n\nTexte."), "fr")
    assert block.title == "Le risque"
    assert block.html == "<h3>Dedans</h3>\n<p>Texte.</p>\n"


def test_the_version_tells_the_policy_and_both_cleaners() -> None:
    assert version("bleach") == "6.4.0"
    assert SANITISER_VERSION.split("/") == ["1", f"nh3-{version('nh3')}", "bleach-6.4.0"]
