"""Blocks of every type, made at random."""

import string

from hypothesis import strategies as st

from app.catalogue.content.block_sources import (
    ACCEPTED_FILES,
    CALLOUT_KINDS,
    AudioBlock,
    CalloutBlock,
    ChecklistBlock,
    Column,
    ComparisonBlock,
    DownloadBlock,
    ExternalBlock,
    FigureBlock,
    Label,
    OpenAnswerBlock,
    ReflectionBlock,
    StepsBlock,
    SubmissionBlock,
    TermBlock,
    TextBlock,
    VideoBlock,
)
from app.catalogue.content.fields import one_line
from app.catalogue.content.gaps import write_gap
from app.catalogue.content.question_sources import (
    SPELLINGS,
    Answer,
    ChoiceQuestion,
    ClozeQuestion,
    Gap,
    HotspotQuestion,
    MatchQuestion,
    NumberQuestion,
    OrderQuestion,
    OtherUnit,
    Pair,
    ShortQuestion,
    WrongGap,
    WrongPair,
    WrongValue,
    Zone,
)
from app.catalogue.content.tidying import tidy

LETTERS = string.ascii_letters + "éàçœÉ’«»\u00a0-.,;!?%&#:'\"\\/[](){}@|=+~^$"
WORD = st.text(LETTERS + "0123456789", min_size=1, max_size=12)
LINE = st.lists(WORD, min_size=1, max_size=6).map(lambda words: one_line(" ".join(words))).filter(bool)
PARAGRAPH = st.lists(
    st.text("abcdefé’\u00a0 ", min_size=1, max_size=10).map(lambda text: text.strip(" ")).filter(bool),
    min_size=1,
    max_size=5,
).map(lambda words: "Un " + " ".join(words))
ONE_LINE = PARAGRAPH.map(one_line)
BULLETS = st.lists(PARAGRAPH, min_size=1, max_size=3).map(
    lambda items: "\n".join(f"- {item}" for item in items)
)
CODE = PARAGRAPH.map(lambda text: f"```\n:::\n## {text}\n\n\n- [ ] {text}\n- a :: b\n```")
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
WRONG_NUMBERS = st.lists(SMALL, max_size=2, unique=True).map(
    lambda values: tuple(WrongValue(value, "Non.") for value in values)
)
PLACE = st.sampled_from(["0", "12.5", "100", "7.25"])
LABEL = st.builds(Label, PLACE, PLACE, ONE_LINE)
Blocks = st.SearchStrategy[object]


def blocks(block_id: str) -> Blocks:
    return st.one_of(
        plain_blocks(block_id), titled_blocks(block_id), old_questions(block_id), questions(block_id)
    )


def plain_blocks(block_id: str) -> Blocks:
    same = {"id": st.just(block_id), "required": REQUIRED}
    title = LINE.filter(lambda text: not text.endswith("}"))
    columns = st.lists(st.builds(Column, LINE, MARKDOWN), min_size=2, max_size=4).map(tuple)
    return st.one_of(
        st.builds(TextBlock, **same, title=st.one_of(st.none(), title), body=MARKDOWN),
        st.builds(CalloutBlock, **same, kind=st.sampled_from(CALLOUT_KINDS), title=LINE, body=MARKDOWN),
        st.builds(
            FigureBlock,
            **same,
            src=st.just("scie.svg"),
            alt=LINE,
            caption=st.one_of(st.just(""), MARKDOWN),
            labels=st.lists(LABEL, max_size=3).map(tuple),
        ),
        st.builds(
            StepsBlock,
            **same,
            title=LINE,
            steps=st.lists(ANSWER_TEXT, min_size=1, max_size=12).map(tuple),
        ),
        st.builds(ComparisonBlock, **same, title=LINE, columns=columns),
        st.builds(
            ChecklistBlock,
            **same,
            title=LINE,
            introduction=st.one_of(st.just(""), MARKDOWN),
            items=st.lists(ANSWER_TEXT, min_size=1, max_size=3).map(tuple),
        ),
    )


def titled_blocks(block_id: str) -> Blocks:
    same = {"id": st.just(block_id), "required": REQUIRED, "title": LINE, "body": MARKDOWN}
    captions = st.sampled_from(["", "film.vtt"])
    return st.one_of(
        st.builds(TermBlock, **same),
        st.builds(ReflectionBlock, **same),
        st.builds(OpenAnswerBlock, **same),
        st.builds(SubmissionBlock, **same, accept=st.sampled_from(ACCEPTED_FILES)),
        st.builds(DownloadBlock, **same, src=st.just("scie.svg")),
        st.builds(ExternalBlock, **same, href=st.just('https://www.exemple.be/a?b="c"&d=\\e')),
        st.builds(
            VideoBlock,
            **same,
            src=st.just("film.mp4"),
            captions=st.just("film.vtt"),
            poster=st.sampled_from(["", "scie.svg"]),
        ),
        st.builds(AudioBlock, **same, src=st.just("son.mp3"), captions=captions),
    )


def _head(block_id: str) -> dict[str, Blocks]:
    hints = st.lists(ANSWER_TEXT, max_size=2).map(tuple)
    return {"id": st.just(block_id), "required": REQUIRED, "tries": TRIES, "hints": hints}


def _paired(block_id: str) -> dict[str, Blocks]:
    return {**_head(block_id), "right_feedback": MARKDOWN, "wrong_feedback": MARKDOWN}


def old_questions(block_id: str) -> Blocks:
    answers = st.lists(st.builds(Answer, ANSWER_TEXT, st.just(False), MARKDOWN), min_size=1, max_size=3)
    units = st.sampled_from([(), (OtherUnit("cm", "10"), OtherUnit("m²", "0.5"))])
    return st.one_of(
        st.builds(
            ChoiceQuestion,
            **_head(block_id),
            statement=MARKDOWN,
            answers=answers.map(lambda wrong: (*wrong, Answer("Oui", True, "Bien."))),
            multiple=st.booleans(),
        ),
        st.builds(
            OrderQuestion,
            **_paired(block_id),
            statement=MARKDOWN,
            items=st.lists(ANSWER_TEXT, min_size=2, max_size=10).map(tuple),
        ),
        st.builds(
            NumberQuestion,
            **_paired(block_id),
            statement=MARKDOWN,
            answer=st.just("-2.5"),
            tolerance=st.sampled_from(["0", "0.25"]),
            unit=st.sampled_from(["", "m", "% d’air"]),
            wrong_values=WRONG_NUMBERS,
        ),
        st.builds(
            NumberQuestion,
            **_paired(block_id),
            statement=MARKDOWN,
            answer=st.just("5000"),
            tolerance=st.just("1"),
            unit=st.just("mm"),
            units=units,
            wrong_values=WRONG_NUMBERS,
        ),
    )


def questions(block_id: str) -> Blocks:
    return st.one_of(matches(block_id), shorts(block_id), clozes(block_id), hotspots(block_id))


@st.composite
def matches(draw: st.DrawFn, block_id: str) -> MatchQuestion:
    texts = draw(st.lists(ONE_LINE, min_size=5, max_size=8, unique=True))
    pairs = (Pair(texts[0], texts[1]), Pair(texts[2], texts[3]), Pair(texts[1], texts[3]))
    wrong = (WrongPair(texts[0], texts[3], draw(MARKDOWN)),) if draw(st.booleans()) else ()
    return MatchQuestion(
        **{key: draw(value) for key, value in _paired(block_id).items()},
        statement=draw(MARKDOWN),
        pairs=pairs,
        lures=tuple(texts[4:]),
        wrong_pairs=wrong,
    )


def shorts(block_id: str) -> Blocks:
    return st.builds(
        ShortQuestion,
        **_paired(block_id),
        statement=MARKDOWN,
        spelling=st.sampled_from(SPELLINGS),
        accepted=st.sampled_from([("détecteur",), ("50 Hz", "cinquante * hertz", "[x] {#a}")]),
        wrong_values=st.sampled_from([(), (WrongValue("multimètre :: > 3", "Non.\n\n- Relisez."),)]),
    )


@st.composite
def clozes(draw: st.DrawFn, block_id: str) -> ClozeQuestion:
    gaps = (Gap(True, ("avant et après", "avant", "a_b*c*")), Gap(False, ("connue",)))
    named = (WrongGap(1, "avant", draw(MARKDOWN)), WrongGap(2, "douteuse", "Non."))
    first, second = map(write_gap, gaps)
    table = f"| a | b |\n|---|---|\n| {first} | {second} |"
    shape = draw(
        st.sampled_from([f"Essai {first} sur une source {second}.", table, f"- {first}\n- {second}"])
    )
    return ClozeQuestion(
        **{key: draw(value) for key, value in _paired(block_id).items()},
        statement=f"{draw(PARAGRAPH).strip()}\n\n{shape}",
        spelling=draw(st.sampled_from(SPELLINGS)),
        gaps=gaps,
        wrong_gaps=draw(st.sampled_from([(), named, named[1:]])),
    )


@st.composite
def hotspots(draw: st.DrawFn, block_id: str) -> HotspotQuestion:
    zones = (
        Zone(("20", "60.5", "40", "8"), draw(ONE_LINE), False, draw(MARKDOWN)),
        Zone(("0", "0", "100", "12.25"), draw(ONE_LINE), True, draw(MARKDOWN)),
    )
    return HotspotQuestion(
        **{key: draw(value) for key, value in _head(block_id).items()},
        statement=draw(MARKDOWN),
        src="scie.svg",
        alt=draw(LINE),
        zones=zones,
        elsewhere=draw(MARKDOWN),
    )
