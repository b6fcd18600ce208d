"""No file takes the reader down, and nothing it gives back is other than what our files can hold."""

import re
import time
from html import escape
from pathlib import Path
from xml.etree import ElementTree

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.catalogue.elsewhere import Fate, NotTaken
from app.catalogue.elsewhere.sentences import FOREIGN, REFUSALS
from tests.catalogue.taking import DATA, assert_comes_back, blocks, codes, figures, read
from tests.hostile import PAYLOADS

FOLDERS = (
    "commonmark",
    "esco",
    "moodle",
    "openbadges3",
    "qti12",
    "qti21",
    "qti3",
    "common_cartridge",
    "scorm",
    "archives",
    "cmi5",
    "ical",
    "xapi",
    "xss",
)
FILES = sorted(path for folder in FOLDERS for path in (DATA / folder).rglob("*") if path.is_file())
TAKEN = {
    "multianswer.xml",
    "question.missingword1.txt",
    "questions.aiken.txt",
    "questions.gift.txt",
    "questions.multianswer.txt",
    "truefalse.xml",
}


def why(path: Path) -> str | None:
    """None for what is taken; else the sentence that says why not."""
    try:
        assert_comes_back(read(path.read_bytes(), path.name))
    except NotTaken as refused:
        return REFUSALS[refused.facts["why"]] % (
            refused.facts | {"kind": FOREIGN.get(refused.facts["kind"], "")}
        )
    return None


def test_every_file_of_others_is_taken_or_refused_in_a_sentence_and_soon() -> None:
    assert len(FILES) > 100
    taken = set()
    for path in FILES:
        began = time.process_time()
        if why(path) is None:
            taken.add(path.name)
        assert time.process_time() - began < 2, path
    assert taken == TAKEN


def asked_in(path: Path) -> int:
    """How many questions a file holds, counted by another way than the reader's."""
    text = path.read_text()
    if path.suffix == ".xml":
        return sum(one.get("type") != "category" for one in ElementTree.fromstring(text).iter("question"))
    if path.name == "questions.aiken.txt":
        return len(re.findall(r"^ANSWER:", text, re.MULTILINE))
    # GIFT names each of its questions; what is left are single texts with gaps.
    return len(re.findall(r"^::", text, re.MULTILINE)) or 1


@pytest.mark.parametrize("name", sorted(TAKEN))
def test_the_report_tells_what_became_of_each_question(name: str) -> None:
    path = DATA / "moodle" / name
    draft = read(path.read_bytes(), name)
    asked = {key: count for key, count in figures(draft).items() if key not in {"pictures", "texts"}}
    assert sum(asked.values()) == asked_in(path)
    assert codes(draft, Fate.KEPT).count("question_kept") == asked_in(path)
    shown = sum(block.startswith(":::figure") for block in blocks(draft))
    assert figures(draft).get("pictures", 0) == shown
    for note in [note for fate in Fate for note in draft.report.of(fate)]:
        assert "%(" not in note.message(str)
        assert len(note.message(str)) > 10


LETTERS = st.text(st.characters(codec="utf-8", exclude_characters="\x00"), max_size=12)
MARKS = st.sampled_from(
    [
        ":::",
        "## ",
        "- [x] ",
        "{{a|b}}",
        "{#id}",
        "***",
        "`",
        "|",
        "<b>",
        "</p>",
        "\\",
        "![",
        "](",
        "1. ",
        " :: ",
        "\n",
        "\n\n",
    ]
)
TEXT = st.lists(st.one_of(LETTERS, MARKS), max_size=12).map("".join)
TAGS = st.sampled_from(
    [
        "p",
        "b",
        "em",
        "ul",
        "ol",
        "li",
        "table",
        "tr",
        "td",
        "h1",
        "h3",
        "blockquote",
        "pre",
        "code",
        "a",
        "div",
    ]
)


@st.composite
def html(draw: st.DrawFn, depth: int = 3) -> str:
    parts = [escape(draw(TEXT))]
    for _ in range(draw(st.integers(0, 3)) if depth else 0):
        tag = draw(TAGS)
        parts.append(f"<{tag}>{draw(html(depth - 1))}</{tag}>{escape(draw(TEXT))}")
    return "".join(parts)


QUIET = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def come_back(data: str, name: str) -> None:
    try:
        assert_comes_back(read(data, name))
    except NotTaken:
        return


@QUIET
@given(TEXT)
def test_any_markdown_comes_back_as_it_was_written(text: str) -> None:
    come_back(text, "a.md")


@QUIET
@given(html())
def test_any_html_in_a_document_comes_back(text: str) -> None:
    come_back(f"<div>{text}</div>", "a.md")


@QUIET
@given(st.lists(TEXT, min_size=5, max_size=5), st.sampled_from(["=~", "~~", "->", "==", "{}", "#1"]))
def test_any_gift_comes_back(texts: list[str], shape: str) -> None:
    a, b, c, d, e = texts
    inside = {
        "=~": f"={b}#{c}~{d}#{e}",
        "~~": f"~%50%{b}~%50%{c}~{d}",
        "->": f"={b} -> {c} ={d} -> {e}",
        "==": f"={b}#{c}={d}",
        "{}": "",
        "#1": f"#1:{len(b)}#{c}",
    }[shape]
    come_back(f"::{e}::{a}{{{inside}}}", "a.gift")


@QUIET
@given(
    st.lists(html(2), min_size=4, max_size=4),
    st.sampled_from(["multichoice", "shortanswer", "matching", "ordering", "cloze", "essay"]),
)
def test_any_question_of_moodle_comes_back(texts: list[str], kind: str) -> None:
    asked, *answers = [f"<![CDATA[{text.replace(']]>', '')}]]>" for text in texts]
    share = [100, 0, 50]
    inside = "".join(
        f'<answer fraction="{share[index]}" format="html"><text>{each}</text><feedback><text>{each}</text></feedback></answer>'
        f'<subquestion format="html"><text>{each}</text><answer><text>{each}</text></answer></subquestion>'
        for index, each in enumerate(answers)
    )
    head = '<?xml version="1.0" encoding="UTF-8"?>'
    body = f'<question type="{kind}"><name><text>n</text></name><questiontext format="html"><text>{asked}{{1:SA:=x}}</text></questiontext>{inside}</question>'
    come_back("".join(c for c in f"{head}<quiz>{body}</quiz>" if c >= " " or c in "\n\t"), "a.xml")


@pytest.mark.parametrize("start", range(0, len(PAYLOADS), 60))
def test_hostile_markup_is_never_written_as_markup(start: int) -> None:
    """The format has no raw HTML, and a link that runs is a fault: what comes back holds neither."""
    for payload in PAYLOADS[start : start + 60]:
        come_back(f"Avant\n\n{payload}\n\naprès {payload}", "a.md")


@pytest.mark.parametrize(
    "text",
    [
        "<div>" * 50_000 + "fond",
        "Avant\n\n<p>a" + " " * 200_000 + "b</p>",
        "[" * 200_000,
        "> " * 20_000 + "fond",
        "- " * 20_000 + "x",
        "*a_ " * 15_000,
        "`" * 60_000,
    ],
)
def test_text_made_to_be_slow_is_read_soon(text: str) -> None:
    began = time.process_time()
    come_back(text, "a.md")
    asked = text.replace("]]>", "")
    come_back(
        '<?xml version="1.0" encoding="UTF-8"?><quiz><question type="essay"><questiontext format="html">'
        f"<text><![CDATA[{asked}]]></text></questiontext></question></quiz>",
        "a.xml",
    )
    assert time.process_time() - began < 5
