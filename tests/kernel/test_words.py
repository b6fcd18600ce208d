"""Words as they are looked for, and as they are marked in what was found."""

import pytest
from markupsafe import Markup
from sqlalchemy import literal, select
from sqlalchemy.orm import Session

from app.kernel.search import having_words
from app.kernel.words import NOTHING, cut_around, has_words, mark_words, read_sought, words_in

HOSTILE = [
    '"', "'", "*", "soud*", "a AND b", "NOT", "NEAR(a b)", "title:x", "(", "^soudure", "-", "%", "_", "\\", "\\u00e9",
    "\0", "soud\0ure", "\ud800", "🙂", "🙂🙂 🔥", "x" * 10_000, "le la les", "' OR 1=1 --", "{title}", "a:*", "<b>", "½ ²",
    "ﬁn", "ÀÉ", "́", "soudure\nTIG\t", "سلامة", "сварка", "溶接",
]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "typed"),
    [
        ("La soudure à l’arc", "soudu"),
        ("Éléments de sécurité", "elements secu"),
        ("elements", "ÉLÉMENTS"),
        ("Cœur d’Élise", "coeur elise"),
        ("coeur", "cœur"),
        ("Straße", "strasse"),
        ("e\u0301lectricite\u0301", "électricité"),
        ("Unité 3", "unité 3"),
        ("сварка металла", "Сварка"),
        ("Un disjoncteur-moteur", "moteur"),
        ("rendez_vous", "vous"),
    ],
)
def test_case_accents_and_the_end_of_a_word_do_not_matter(text: str, typed: str) -> None:
    assert read_sought(typed).fits(text)


@pytest.mark.parametrize(
    ("text", "typed"),
    [("La soudure", "oudure"), ("La soudure", "soudure arc"), ("arc", "l’arcade"), ("", "arc")],
)
def test_a_word_is_found_from_its_beginning_and_all_words_must_be_there(text: str, typed: str) -> None:
    assert not read_sought(typed).fits(text)


@pytest.mark.parametrize("typed", ["", " ", "l", "l’ à", "3", "🙂", '"*"', "\0", "\ud800", "%_\\"])
def test_without_a_word_of_two_letters_nothing_is_looked_for(typed: str) -> None:
    assert read_sought(typed) == NOTHING


def test_a_single_letter_beside_a_word_does_not_count_and_a_figure_does() -> None:
    assert read_sought("l’arc 3").words == ("arc", "3")


def test_what_is_typed_without_end_is_cut() -> None:
    sought = read_sought("mot " * 3000 + " ".join(f"mot{at}" for at in range(100)))
    assert sought.words == ("mot",)
    assert len(read_sought(" ".join(f"mot{at}" for at in range(30))).words) == 6
    assert words_in("x" * 10_000) == ["x" * 40]


@pytest.mark.parametrize("typed", HOSTILE)
def test_what_is_looked_for_has_letters_and_figures_alone(typed: str) -> None:
    assert all(word.isalnum() for word in read_sought(f"{typed} soudure").words)


def test_the_words_are_marked_and_what_they_stand_in_stays_text() -> None:
    text = '<script>alert("soudure")</script> Soudures & Cie, ressoudé, e\u0301le\u0301ments'
    marked = mark_words(text, read_sought("soudu ELEMENT script"))
    assert marked == Markup(
        "&lt;<mark>script</mark>&gt;alert(&#34;<mark>soudure</mark>&#34;)&lt;/<mark>script</mark>&gt; "
        "<mark>Soudures</mark> &amp; Cie, ressoudé, <mark>e\u0301le\u0301ments</mark>"
    )


def test_a_long_text_is_cut_around_the_first_word() -> None:
    text = "avant " * 100 + "La soudure à l’arc " + "après " * 100
    passage = cut_around(text, read_sought("soudure"))
    assert passage.startswith("… avant ")
    assert passage.endswith("après…")
    assert "La soudure à l’arc" in passage
    assert len(passage) < 160
    assert cut_around("Courte soudure", read_sought("soudure")) == "Courte soudure"
    assert cut_around("x" * 500, read_sought("soudure")).startswith("xxx")


CASES = [
    "Éléments de sécurité",
    "Straße, Œuvre d’Élise, CŒUR",
    "La soudure_à l’arc",
    "l'île Ø",
    "e\u0301le\u0301ment",
    "",
]


TYPED = ["elements", "oeuvre elise", "coeur", "oudure", "arc soud", "ile", "strasse", "o3"]


@pytest.mark.postgres
def test_the_database_says_the_same(session: Session) -> None:
    for sought in map(read_sought, TYPED):
        for text in CASES:
            found = bool(session.scalar(select(having_words(session, literal(text), sought))))
            assert (sought, text, found) == (sought, text, has_words(text, sought.text))
