"""A module that is hostile in every field, kept as if the importer had let all of it through."""

from dataclasses import replace
from datetime import date

from sqlalchemy.orm import Session

from app.catalogue.content import ModuleSource
from app.catalogue.content.block_sources import (
    Block,
    CalloutBlock,
    ChecklistBlock,
    Criterion,
    FigureBlock,
    InCentreBlock,
    Label,
    StepsBlock,
    TextBlock,
)
from app.catalogue.content.question_sources import (
    Answer,
    ChoiceQuestion,
    NumberQuestion,
    OrderQuestion,
    OtherUnit,
    WrongValue,
)
from app.catalogue.content.sources import MediaFile, Translation, UnitSource
from app.catalogue.models import Module
from app.catalogue.services import preparing
from app.catalogue.services.drafts import save_draft
from app.catalogue.services.publishing import publish_version
from app.kernel.storage import Store
from tests.cast import Member
from tests.catalogue.samples import SVG
from tests.hostile import line, marked, packs
from tests.journeys.hostile_questions import newer_blocks, newer_questions
from tests.planted import BENCH, BLOCK, PICTURE, UNIT

SLUG, LONG, BODY = "atelier-hostile", 700, 1500
MORE = ("unite-deux", "unite-trois", "unite-quatre")
NEWER = "unite-cinq"


def publish_hostile(session: Session, store: Store, author: Member) -> Module:
    """Published from its source, without the importer, which refuses HTML; and a draft of the next version."""
    source = module()
    prepared = preparing._keep(store, source, preparing._compile(source))
    save_draft(session, author.actor, store=store, prepared=prepared)
    note = marked("version-note", 1900)
    version = publish_version(session, author.actor, store=store, slug=SLUG, note=note)
    again = replace(source, sources=(*source.sources, "Encore une"))
    prepared = preparing._keep(store, again, preparing._compile(again))
    save_draft(session, author.actor, store=store, prepared=prepared)
    return session.get_one(Module, version.module_id)


def module() -> ModuleSource:
    said = (
        line("translated-title", 240),
        line("translated-summary", LONG),
        (line("translated-outcome", LONG),),
    )
    return ModuleSource(
        translations=(Translation("en", *said),),
        slug=SLUG,
        title=line("module-title"),
        language="fr",
        summary=line("module-summary"),
        sector="wood",
        licence="CC-BY-SA-4.0",
        origin_version=None,
        review_on=date(2027, 11, 24),
        outcomes=lines("module-outcome"),
        sources=lines("module-source"),
        units=(
            remote(UNIT, 1, one_of_each()),
            *more_units(),
            remote(NEWER, 5, newer_questions() + newer_blocks()),
            bench(),
        ),
        media=(MediaFile(PICTURE, "image/svg+xml", SVG),),
    )


def lines(field: str) -> tuple[str, ...]:
    return tuple(line(field) for _ in range(2))


def more_units() -> list[UnitSource]:
    """Every payload in the title and body of a text, of an answer and of a caption."""
    bodies = packs("text-body", BODY)
    texts = [
        TextBlock(id=f"texte-{n}", title=line("text-title", LONG), body=body) for n, body in enumerate(bodies)
    ]
    figures = [
        FigureBlock(
            id=f"figure-{n}",
            src=PICTURE,
            alt=line("figure-alt", LONG),
            caption=body,
            labels=(Label("50", "50", line("figure-label", LONG)),),
        )
        for n, body in enumerate(packs("figure-caption", BODY))
    ]
    questions = [choice(f"choix-{n}", body) for n, body in enumerate(packs("question-statement", BODY))]
    return [
        remote(name, number, tuple(blocks))
        for number, (name, blocks) in enumerate(zip(MORE, (texts, figures, questions), strict=True), start=2)
    ]


def remote(code: str, number: int, blocks: tuple[Block, ...]) -> UnitSource:
    return UnitSource(
        name=f"{number:02}-{code}",
        language="fr",
        id=code,
        title=line("unit-title", LONG),
        place="remote",
        minutes=30,
        outcomes=lines("unit-outcome"),
        blocks=blocks,
    )


def one_of_each() -> tuple[Block, ...]:
    return (
        CalloutBlock(
            id="alerte", kind="safety", title=line("callout-title"), body=marked("callout-body", BODY)
        ),
        StepsBlock(id="regler", title=line("steps-title"), steps=texts("step")),
        ChecklistBlock(
            id="avant",
            title=line("checklist-title"),
            introduction=marked("checklist-introduction", BODY),
            items=texts("checklist-item"),
        ),
        choice(BLOCK, marked("question-statement", BODY)),
        order(),
        number(),
    )


def texts(field: str) -> tuple[str, ...]:
    return tuple(marked(field, BODY) for _ in range(3))


def choice(code: str, statement: str) -> ChoiceQuestion:
    answers = (
        Answer(marked("answer-text", LONG), True, marked("answer-feedback", LONG)),
        Answer(marked("answer-text", LONG), False, marked("answer-feedback", LONG)),
    )
    return ChoiceQuestion(id=code, statement=statement, answers=answers, multiple=False)


def order() -> OrderQuestion:
    return OrderQuestion(
        id="ordre",
        statement=marked("question-statement", BODY),
        items=texts("order-item"),
        right_feedback=marked("right-feedback", LONG),
        wrong_feedback=marked("wrong-feedback", LONG),
    )


def number() -> NumberQuestion:
    return NumberQuestion(
        id="nombre",
        statement=marked("question-statement", BODY),
        answer="2.5",
        tolerance="0.1",
        unit=line("number-unit", 60),
        units=(OtherUnit(line("other-unit", 60), "1000"),),
        wrong_values=(WrongValue("25", marked("wrong-value-feedback", LONG)),),
        right_feedback=marked("right-feedback", LONG),
        wrong_feedback=marked("wrong-feedback", LONG),
    )


def bench() -> UnitSource:
    grid = InCentreBlock(
        id="reglage",
        title=line("task-title", 250),
        minutes=45,
        body=marked("task-body", BODY),
        criteria=(
            Criterion("debrancher", line("criterion"), True),
            Criterion("mesurer", line("criterion"), False),
        ),
    )
    unit = UnitSource(
        name="06-au-banc",
        language="fr",
        id=BENCH,
        title=line("unit-title"),
        place="in_centre",
        minutes=60,
        outcomes=lines("unit-outcome"),
        prerequisites=(UNIT,),
        bring=lines("unit-bring"),
        resources=lines("unit-resource"),
        blocks=(grid,),
    )
    return replace(unit, variants=(replace(unit, language="en"),))
