"""Before a draft is published: who is under way on which version, what changes for them; and nobody is named."""

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from app.catalogue.models import Module
from app.learning.services.enrolments import enrol
from tests.cast import Cast, Member
from tests.catalogue.conftest import SLUG
from tests.catalogue.samples import SCIE
from tests.learning.conftest import Aside, aside
from tests.learning.samples import Study, send
from tests.studio.desks import Page, words
from tests.studio.test_studio_pages import fatou

__all__ = ["aside", "fatou"]
pytestmark = pytest.mark.postgres
REVIEW = f"/studio/modules/{SLUG}/review"
MOVE = f"/studio/modules/{SLUG}/versions/1/move"

OTHER = SCIE.replace("Peut-elle blesser", "Peut-elle encore blesser").replace(
    ':::text{#suite required="no"}\nLe texte continue.', ":::text{#ajout}\nUn bloc de plus."
)


@pytest.fixture
def under_way(aside: Aside, cast: Cast, publish) -> None:
    """Nadia has answered a question of version 1; Luc, of the other centre, has begun it."""
    publish()
    learn(aside, cast, cast.learner, "lame-immobile")
    learn(aside, cast, cast.stranger)


def learn(aside: Aside, cast: Cast, member: Member, *answered: str) -> None:
    with aside() as session:
        module = session.scalars(select(Module).where(Module.slug == SLUG)).one()
        enrolment, _ = enrol(session, learner_id=member.id, module=module, tutor_id=cast.tutor.id)
        for block in answered:
            send(session, member, Study(module, enrolment).answer(block, "a1"))


def whom(client: FlaskClient) -> str:
    return words(str(Page(client.get(REVIEW)).one("section[aria-labelledby=whom]")))


def test_groups_of_people_with_what_each_would_do_again_stand_before_publishing(
    fatou: FlaskClient, under_way: None, save
) -> None:
    save(scie=OTHER)
    said = whom(fatou)
    assert "2 personnes suivent la version 1" in said
    # One of them has done the question that changed, the other has done nothing.
    assert "1 1 bloc ce bloc ou rien" in said
    assert "1 aucun rien" in said
    assert "1 bloc obligatoire est nouveau" in said
    assert "1 bloc n’y est plus" in said
    assert "Peut-elle encore blesser" in said
    assert "reste fait" in said


def test_nobody_is_named_on_the_page_of_a_module_of_the_network(
    fatou: FlaskClient, under_way: None, save
) -> None:
    save(scie=OTHER)
    for page in (fatou.get(REVIEW).text, publish_and_ask(fatou)):
        assert "Nadia" not in page
        assert "Luc" not in page


def publish_and_ask(fatou: FlaskClient) -> str:
    assert fatou.post(f"/studio/modules/{SLUG}/versions", data={"note": ""}).status_code == 303
    return fatou.get(MOVE).text


def test_a_draft_that_says_the_same_changes_nothing_for_anybody(fatou: FlaskClient, under_way: None) -> None:
    assert fatou.post(f"/studio/modules/{SLUG}/draft/open").status_code == 303
    assert "Rien ne change pour elles" in whom(fatou)


def test_what_the_draft_hides_is_gone_for_them(fatou: FlaskClient, under_way: None) -> None:
    fatou.post(f"/studio/modules/{SLUG}/draft/open")
    fatou.post(f"/studio/modules/{SLUG}/blocks/alerte-lame/hide")
    said = whom(fatou)
    assert "1 bloc n’y est plus" in said
    assert "La lame coupe encore à l’arrêt" in said


def test_without_anybody_under_way_nobody_is_concerned(fatou: FlaskClient, publish, save) -> None:
    publish()
    save(scie=OTHER)
    assert "Personne n’est en cours" in whom(fatou)


def test_before_the_first_version_there_is_nobody_to_tell_of(fatou: FlaskClient, save) -> None:
    save()
    assert Page(fatou.get(REVIEW)).soup.select_one("section[aria-labelledby=whom]") is None


def test_the_page_of_the_move_says_who_has_done_what_changed_and_what_stays_done(
    fatou: FlaskClient, under_way: None, save
) -> None:
    save(scie=OTHER)
    assert "1 personne l’a déjà fait" in publish_and_ask(fatou)
    chosen = {"step": "preview", "effect-lame-immobile": "redo", "reason-lame-immobile": "Autre question."}
    page = Page(fatou.post(MOVE, data=chosen))
    said = words(str(page.one("section[aria-labelledby=whom]")))
    assert "1 bloc obligatoire est nouveau" in said
    # Whom it costs the most stands first: the answer is to be given again, and nothing else was done.
    assert "1 rien 1 bloc" in said
    assert "1 rien rien 0 % 0 %" in said
