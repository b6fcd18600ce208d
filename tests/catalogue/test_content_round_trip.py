"""Writing what was read, and reading what was written."""

import string
from datetime import date

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.catalogue.content import ModuleSource, UnitSource, parse, write
from app.catalogue.content.fields import one_line
from app.catalogue.content.sources import (
    CALLOUT_KINDS,
    Answer,
    CalloutBlock,
    ChecklistBlock,
    ChoiceQuestion,
    Criterion,
    FigureBlock,
    InCentreBlock,
    MediaFile,
    NumberQuestion,
    OrderQuestion,
    StepsBlock,
    TextBlock,
    WrongValue,
)
from app.catalogue.content.tidying import tidy
from tests.catalogue.samples import SVG

LETTERS = string.ascii_letters + "éàçœÉ’«»\u00a0-.,;!?%&#:'\"\\/[](){}@|=+~^$"
WORD = st.text(LETTERS + "0123456789", min_size=1, max_size=12)


def plain_line(words: list[str]) -> str:
    return one_line(" ".join(words))


LINE = st.lists(WORD, min_size=1, max_size=6).map(plain_line).filter(bool)
PARAGRAPH = st.lists(
    st.text("abcdefé’\u00a0 ", min_size=1, max_size=10).map(lambda text: text.strip(" ")).filter(bool),
    min_size=1,
    max_size=5,
).map(lambda words: "Un " + " ".join(words))
BULLETS = st.lists(PARAGRAPH, min_size=1, max_size=3).map(
    lambda items: "\n".join(f"- {item}" for item in items)
)
CODE = PARAGRAPH.map(lambda text: f"```\n:::\n## {text}\n\n\n- [ ] {text}\n```")
QUOTE = PARAGRAPH.map(lambda text: f"> {text}")
MARKDOWN = st.lists(st.one_of(PARAGRAPH, BULLETS, CODE, QUOTE), min_size=1, max_size=3).map(
    lambda parts: tidy("\n\n".join(parts))
)
ANSWER_TEXT = st.lists(st.one_of(PARAGRAPH, BULLETS), min_size=1, max_size=2).map(
    lambda parts: tidy("\n\n".join(["Oui", *parts]))
)
REQUIRED = st.booleans()
TRIES = st.one_of(st.none(), st.integers(1, 20))
SMALL = st.integers(0, 999).map(str)


def blocks(block_id: str) -> st.SearchStrategy[object]:
    same = {"id": st.just(block_id), "required": REQUIRED}
    title = LINE.filter(lambda text: not text.endswith("}"))
    answers = st.lists(st.builds(Answer, ANSWER_TEXT, st.just(False), MARKDOWN), min_size=1, max_size=3)
    question = {**same, "statement": MARKDOWN, "tries": TRIES}
    feedback = {"right_feedback": MARKDOWN, "wrong_feedback": MARKDOWN}
    return st.one_of(
        st.builds(TextBlock, **same, title=st.one_of(st.none(), title), body=MARKDOWN),
        st.builds(CalloutBlock, **same, kind=st.sampled_from(CALLOUT_KINDS), title=LINE, body=MARKDOWN),
        st.builds(FigureBlock, **same, src=st.just("scie.svg"), alt=LINE, caption=MARKDOWN),
        st.builds(
            StepsBlock,
            **same,
            title=LINE,
            steps=st.lists(ANSWER_TEXT, min_size=1, max_size=12).map(tuple),
        ),
        st.builds(
            ChecklistBlock,
            **same,
            title=LINE,
            introduction=st.one_of(st.just(""), MARKDOWN),
            items=st.lists(ANSWER_TEXT, min_size=1, max_size=3).map(tuple),
        ),
        st.builds(
            ChoiceQuestion,
            **question,
            answers=answers.map(lambda wrong: (*wrong, Answer("Oui", True, "Bien."))),
            multiple=st.booleans(),
        ),
        st.builds(
            OrderQuestion,
            **question,
            **feedback,
            items=st.lists(ANSWER_TEXT, min_size=2, max_size=10).map(tuple),
        ),
        st.builds(
            NumberQuestion,
            **question,
            **feedback,
            answer=st.just("-2.5"),
            tolerance=st.sampled_from(["0", "0.25"]),
            unit=st.sampled_from(["", "m", "% d’air"]),
            wrong_values=st.lists(SMALL, max_size=2, unique=True).map(
                lambda values: tuple(WrongValue(value, "Non.") for value in values)
            ),
        ),
    )


@st.composite
def units(draw: st.DrawFn, number: int, language: str) -> UnitSource:
    count = draw(st.integers(0, 3))
    inner = [draw(blocks(f"bloc-{number}-{index}")) for index in range(count)]
    place = draw(st.sampled_from(["remote", "in_centre"]))
    lines = st.lists(LINE, max_size=2).map(tuple)
    grid = InCentreBlock(
        id=f"grille-{number}",
        title=draw(LINE),
        minutes=draw(st.integers(1, 600)),
        body=draw(MARKDOWN),
        criteria=tuple(
            Criterion(f"critere-{number}-{index}", one_line(draw(PARAGRAPH)), draw(st.booleans()))
            for index in range(draw(st.integers(1, 3)))
        ),
    )
    first = TextBlock(id=f"debut-{number}", title="Début", body="Un début.")
    is_remote = place == "remote"
    return UnitSource(
        name=f"{number:02}-unite",
        language=language,
        id=f"unite-{number}",
        title=draw(LINE),
        place=place,
        minutes=draw(st.integers(1, 600)),
        outcomes=draw(lines),
        bring=() if is_remote else draw(lines),
        resources=() if is_remote else draw(lines),
        blocks=(first, *inner) if is_remote else (first, *inner, grid),
    )


@st.composite
def modules(draw: st.DrawFn) -> ModuleSource:
    made = tuple(draw(units(number, "fr")) for number in range(1, draw(st.integers(2, 3))))
    shows = any(isinstance(block, FigureBlock) for unit in made for block in unit.blocks)
    return ModuleSource(
        slug="un-module",
        title=draw(LINE),
        language="fr",
        summary=draw(LINE),
        sector="wood",
        licence="CC0-1.0",
        origin_version=draw(st.sampled_from([None, "autre@12"])),
        review_on=draw(st.dates(date(2000, 1, 1))),
        outcomes=draw(st.lists(LINE, max_size=3).map(tuple)),
        sources=draw(st.lists(LINE, max_size=3).map(tuple)),
        units=made,
        media=(MediaFile("scie.svg", "image/svg+xml", SVG),) if shows else (),
    )


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(module=modules())
def test_a_module_written_and_read_again_is_the_same(module: ModuleSource) -> None:
    files = write(module)
    parsed = parse(files)
    assert parsed.faults == ()
    assert parsed.module == module
    assert write(parsed.module) == files


@settings(max_examples=100, deadline=None)
@given(st.text("ab \n\t-*+>#`~1.)|\\_[]é", max_size=60))
def test_tidying_twice_changes_nothing_more(text: str) -> None:
    once = tidy(text)
    assert tidy(once) == once
