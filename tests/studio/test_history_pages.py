"""What was done to a draft, word by word, and the way back."""

from flask.testing import FlaskClient

from app.network.models import Centre
from app.people.models import Role
from tests.cast import Cast, add_member
from tests.studio.desks import SCRIPT, STUDIO, UNIT, Page, fatou, open_form, text, words

__all__ = ["fatou"]

ALERT = f"{STUDIO}/blocks/alerte-lame"


def write(client: FlaskClient, body: str) -> None:
    saved = client.post(ALERT, data=open_form(client, "alerte-lame") | {"body": body}, headers=SCRIPT)
    assert saved.status_code == 200


def test_the_words_that_came_and_went_stand_under_their_day_and_person(fatou: FlaskClient) -> None:
    write(fatou, "Mettez des lunettes pour la changer.")
    page = Page(fatou.get(f"{STUDIO}/history"))
    assert words(str(page.one(".history-day h2"))).strip() == "mardi 10 mars 2026"
    change = page.one(".change")
    assert "Fatou Test a écrit dans un bloc" in words(str(change))
    assert [one.text.strip() for one in change.select("del")] == ["gants"]
    assert [one.text.strip() for one in change.select("ins")] == ["lunettes"]


def test_every_act_has_its_line_and_a_block_its_own_history(fatou: FlaskClient) -> None:
    fatou.post(f"{STUDIO}/blocks/suite/hide")
    fatou.post(f"{STUDIO}/blocks/parties/move", data={"after": "suite"})
    fatou.post(f"{STUDIO}/units", data={"place": "remote"})
    told = text(fatou.get(f"{STUDIO}/history"))
    for words_of in ("a masqué un bloc", "a déplacé un bloc", "a ajouté une unité"):
        assert words_of in told
    own = text(fatou.get(f"{STUDIO}/history?block=suite"))
    assert "a masqué un bloc" in own
    assert "a déplacé un bloc" not in own


def test_a_change_is_undone_from_its_line(fatou: FlaskClient) -> None:
    before = open_form(fatou, "alerte-lame")["body"]
    write(fatou, "Autre chose.")
    acts = Page(fatou.get(f"{STUDIO}/history")).one(".change-acts")
    undone = fatou.post(str(acts["action"]))
    assert (undone.status_code, undone.location) == (303, f"{STUDIO}/history")
    assert open_form(fatou, "alerte-lame")["body"] == before


def test_a_block_goes_back_to_an_earlier_text(fatou: FlaskClient, clock) -> None:
    write(fatou, "Le premier texte.")
    clock.move(hours=1)
    write(fatou, "Le second texte.")
    page = Page(fatou.get(f"{STUDIO}/history?block=alerte-lame"))
    first = page.soup.select(".change-acts [formaction]")[1]
    assert fatou.post(str(first["formaction"])).status_code == 303
    assert open_form(fatou, "alerte-lame")["body"] == "Le premier texte."


def test_what_has_changed_again_is_not_undone_and_the_reason_is_said(fatou: FlaskClient, clock) -> None:
    write(fatou, "Le premier texte.")
    clock.move(hours=1)
    write(fatou, "Le second texte.")
    older = Page(fatou.get(f"{STUDIO}/history")).soup.select(".change-acts")[1]
    answer = fatou.post(str(older["action"]))
    assert answer.status_code == 303
    assert "a encore changé depuis" in text(fatou.get(answer.location))
    assert open_form(fatou, "alerte-lame")["body"] == "Le second texte."


def test_the_page_undoes_the_last_thing_one_did_oneself(
    app, fatou: FlaskClient, cast: Cast, database
) -> None:
    fatou.post(f"{STUDIO}/blocks/suite/hide")
    button = Page(fatou.get(UNIT)).one(".studio-acts [formaction*=undo]")
    with app.app_context(), database.writing() as session:
        colleague = add_member(session, "Yasmina", session.get_one(Centre, cast.centre_id), Role.TRAINER)
    theirs = colleague.sit_down(app.test_client())
    assert Page(theirs.get(UNIT)).soup.select(".studio-acts [formaction*=undo]") == []
    fatou.post(str(button["formaction"]))
    assert not Page(fatou.get(UNIT)).block("suite").has_attr("data-hidden")


def test_the_trainer_of_another_centre_reads_nothing(client, fatou, cast: Cast) -> None:
    assert cast.other_author.sit_down(client).get(f"{STUDIO}/history").status_code == 404
