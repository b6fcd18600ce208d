"""Every question of a draft on one page, with what it lacks and how people answer it."""

import copy
import re

import pytest
from flask.testing import FlaskClient
from sqlalchemy import delete, select
from werkzeug.test import TestResponse

from app.catalogue.models import Block, Module, ModuleVersion
from app.catalogue.services.editing import open_draft, save_block
from app.kernel.storage import Store
from app.learning.services.recording import record_events
from tests.cast import Cast
from tests.catalogue.conftest import SLUG, Publish
from tests.learning.conftest import Aside, aside
from tests.studio.test_studio_pages import fatou, text
from tests.studio.test_stumbling import someone

__all__ = ["aside", "fatou"]
pytestmark = pytest.mark.postgres
PAGE = f"/studio/modules/{SLUG}/questions"
CODE = "lame-immobile"


@pytest.fixture
def draft(aside: Aside, store: Store, cast: Cast, publish: Publish) -> None:
    """A published module whose draft is open, with one explanation that is not written yet."""
    publish()
    with aside() as session:
        opened = open_draft(session, cast.author.actor, store=store, slug=SLUG)
        block = session.scalars(select(Block).where(Block.version_id == opened.id, Block.code == CODE)).one()
        fields = copy.deepcopy(block.source["fr"])
        fields["answers"][1]["feedback"] = ""
        save_block(
            session,
            cast.author.actor,
            slug=SLUG,
            block=CODE,
            language="fr",
            fields=fields,
            required=True,
            revision=block.revision,
        )


def answer(aside: Aside, cast: Cast, learners: int, *, wrong_first: int) -> None:
    """So many learners got the question right, some of them at their second try."""
    with aside() as session:
        module = session.scalars(select(Module).where(Module.slug == SLUG)).one()
        for index in range(learners):
            study, actor = someone(session, cast, module)
            wrong = [study.answer(CODE, "a2")] if index < wrong_first else []
            record_events(session, actor, events=[*wrong, study.answer(CODE, "a1")])


def test_the_page_lists_every_question_with_its_kind_and_what_it_lacks(
    fatou: FlaskClient, draft: None
) -> None:
    page = rows(fatou.get(PAGE))
    assert "Une réponse 2 1 manque trop peu de réponses" in page["La lame est immobile. Peut-elle blesser ?"]
    assert "Plusieurs réponses sans limite complètes" in page["Que portez-vous ?"]
    assert len(page) == 4


def test_a_question_leads_to_its_form(fatou: FlaskClient, draft: None) -> None:
    assert f"/studio/modules/{SLUG}/units/la-scie?block={CODE}" in fatou.get(PAGE).text


def test_one_can_ask_for_those_that_lack_an_explanation(fatou: FlaskClient, draft: None) -> None:
    assert list(rows(fatou.get(f"{PAGE}?show=missing"))) == ["La lame est immobile. Peut-elle blesser ?"]


def test_figures_are_shown_once_five_people_have_answered(
    fatou: FlaskClient, aside: Aside, cast: Cast, draft: None
) -> None:
    answer(aside, cast, 5, wrong_first=3)
    assert "environ 40 %, 5 personnes" in rows(fatou.get(PAGE))["La lame est immobile. Peut-elle blesser ?"]
    assert list(rows(fatou.get(f"{PAGE}?show=hard"))) == ["La lame est immobile. Peut-elle blesser ?"]


def test_the_answers_of_four_people_are_told_to_nobody(
    fatou: FlaskClient, aside: Aside, cast: Cast, draft: None
) -> None:
    answer(aside, cast, 4, wrong_first=3)
    assert "trop peu de réponses" in rows(fatou.get(PAGE))["La lame est immobile. Peut-elle blesser ?"]


def test_without_a_draft_the_questions_are_those_of_the_published_version(
    fatou: FlaskClient, aside: Aside, publish: Publish
) -> None:
    publish()
    with aside() as session:
        session.execute(delete(ModuleVersion).where(ModuleVersion.number == 0))
    assert "aucun brouillon n’est ouvert" in text(fatou.get(PAGE))
    assert len(rows(fatou.get(PAGE))) == 4


def rows(answer: TestResponse) -> dict[str, str]:
    """What the page says of each question, on one line."""
    assert answer.status_code == 200
    found = re.findall(r'<th scope="row"><a[^>]*>(.*?)</a>(.*?)</tr>', answer.text, re.DOTALL)
    return {text_of(name): text_of(rest) for name, rest in found}


def text_of(html: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", html)).replace("\u00a0", " ").strip()
