"""Roles between dates, who accompanies, and whom the list shows."""

from datetime import date, timedelta

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from app.kernel.audit import AuditLine
from app.learning.models import Enrolment
from app.people.models import Membership, Person, Role
from app.people.services.accounts import add_person, give_role
from app.people.services.passwords import change_password
from tests.cast import Cast
from tests.pages import post

pytestmark = pytest.mark.postgres
TODAY = date(2026, 3, 10)
NEW = {"given_name": "Lina", "family_name": "Maes", "role": "learner", "language": "fr"}


@pytest.fixture
def chantal(client: FlaskClient, cast: Cast) -> FlaskClient:
    return cast.manager.sit_down(client)


def roles_of(database, person_id) -> list[Membership]:
    with database.reading() as session:
        return list(session.scalars(select(Membership).where(Membership.person_id == person_id)))


def test_someone_without_an_address_is_created_and_gets_no_mail(chantal: FlaskClient, database) -> None:
    made = post(chantal, "/centre/people", page="/centre/people/new", **NEW)
    assert "sans adresse e-mail" in chantal.get(made.location).text
    with database.reading() as session:
        assert session.query(Person).filter_by(given_name="Lina").one().email is None


def test_a_role_begins_and_ends_on_its_days(chantal: FlaskClient, cast: Cast, database, clock) -> None:
    person = f"/centre/people/{cast.learner.id}"
    post(chantal, f"{person}/roles", page=person, role="tutor", from_on="2026-03-12", to_on="2026-03-13")
    page = chantal.get(person).text
    assert "à partir du 12 mars 2026" in page
    assert "jusqu’au 13 mars 2026" in page
    counted = []
    for _day in range(5):
        with chantal.application.app_context(), database.reading() as session:
            from app.people.queries import list_team

            counted.append(cast.learner.id in [p.id for p in list_team(session, cast.centre_id, Role.TUTOR)])
        clock.move(days=1)
    assert counted == [False, False, True, True, False]


def test_dates_are_changed_and_the_audit_tells_both(chantal: FlaskClient, cast: Cast, database) -> None:
    [held] = roles_of(database, cast.learner.id)
    dates = f"/centre/people/{cast.learner.id}/roles/{held.id}"
    assert post(chantal, dates, page=dates, from_on="2026-03-01", to_on="2026-06-30").status_code == 303
    [held] = roles_of(database, cast.learner.id)
    assert (held.from_on, held.to_on) == (date(2026, 3, 1), date(2026, 6, 30))
    with database.reading() as session:
        told = session.scalars(select(AuditLine).where(AuditLine.act == "role_dates_changed")).one()
    assert told.before == {"from": "2020-01-01", "to": None}
    assert told.after == {"from": "2026-03-01", "to": "2026-06-30"}
    assert told.actor_id == cast.manager.id


def test_dates_that_turn_are_refused_beside_their_field_and_kept(
    chantal: FlaskClient, cast: Cast, database
) -> None:
    [held] = roles_of(database, cast.learner.id)
    dates = f"/centre/people/{cast.learner.id}/roles/{held.id}"
    refused = post(chantal, dates, page=dates, from_on="2026-04-02", to_on="2026-04-01")
    assert refused.status_code == 422
    assert 'id="to_on-error"' in refused.text
    assert 'value="2026-04-01"' in refused.text
    assert roles_of(database, cast.learner.id)[0].to_on is None


def test_the_same_role_is_not_held_twice_on_one_day(chantal: FlaskClient, cast: Cast, database) -> None:
    person = f"/centre/people/{cast.learner.id}"
    refused = post(chantal, f"{person}/roles", page=person, role="learner", from_on="2026-09-01")
    assert refused.status_code == 422
    assert 'id="role-error"' in refused.text
    assert len(roles_of(database, cast.learner.id)) == 1


def test_a_role_that_never_began_leaves_no_trace_but_the_audits(
    chantal: FlaskClient, cast: Cast, database
) -> None:
    person = f"/centre/people/{cast.learner.id}"
    post(chantal, f"{person}/roles", page=person, role="tutor", from_on="2026-05-01")
    coming = next(one for one in roles_of(database, cast.learner.id) if one.role is Role.TUTOR)
    post(chantal, f"{person}/roles/{coming.id}/end", page=person)
    assert len(roles_of(database, cast.learner.id)) == 1


def test_who_ended_is_among_those_who_left(chantal: FlaskClient, cast: Cast, app, database) -> None:
    with app.app_context(), database.writing() as session:
        for held in session.query(Membership).filter_by(person_id=cast.second_learner.id):
            held.to_on = TODAY - timedelta(days=1)
    assert "karim@" not in chantal.get("/centre/people").text
    assert "karim@" in chantal.get("/centre/people?show=former").text
    assert chantal.get(f"/centre/people/{cast.second_learner.id}").status_code == 404


def test_who_comes_next_week_is_in_the_list(chantal: FlaskClient, cast: Cast, app, database) -> None:
    with app.app_context(), database.writing() as session:
        person = add_person(session, email=None, given_name="Zélie")
        give_role(
            session,
            person_id=person.id,
            centre_id=cast.centre_id,
            role=Role.LEARNER,
            from_on=TODAY + timedelta(days=7),
        )
    assert "Zélie" in chantal.get("/centre/people").text


def test_the_list_says_who_has_no_tutor_and_a_choice_ends_it(
    chantal: FlaskClient, cast: Cast, database
) -> None:
    assert "Sans tutorat : 2" in chantal.get("/centre/people").text.replace("\xa0", " ")
    person = f"/centre/people/{cast.learner.id}"
    chosen = {"tutor": str(cast.tutor.id), "centre": str(cast.centre_id)}
    assert post(chantal, f"{person}/tutor", page=person, **chosen).status_code == 303
    alone = chantal.get("/centre/people?show=without_tutor").text
    assert "karim@" in alone
    assert "nadia@" not in alone
    assert "Sabine Test" in chantal.get("/centre/people?q=nadia").text


@pytest.mark.parametrize("leaves", ["role", "account"])
def test_who_loses_their_tutor_is_without_one(
    chantal: FlaskClient, cast: Cast, app, database, leaves: str
) -> None:
    person = f"/centre/people/{cast.learner.id}"
    chosen = {"tutor": str(cast.tutor.id), "centre": str(cast.centre_id)}
    post(chantal, f"{person}/tutor", page=person, **chosen)
    with app.app_context(), database.writing() as session:
        if leaves == "account":
            from app.kernel.clock import now

            session.get_one(Person, cast.tutor.id).suspended_at = now()
        else:
            held = session.query(Membership).filter_by(person_id=cast.tutor.id).one()
            held.to_on = TODAY - timedelta(days=1)
    assert "nadia@" in chantal.get("/centre/people?show=without_tutor").text


@pytest.mark.parametrize("who", ["other_tutor", "author", "learner"])
def test_only_the_team_of_the_centre_accompanies(
    chantal: FlaskClient, cast: Cast, database, who: str
) -> None:
    person = f"/centre/people/{cast.learner.id}"
    chosen = {"tutor": str(getattr(cast, who).id), "centre": str(cast.centre_id)}
    assert post(chantal, f"{person}/tutor", page=person, **chosen).status_code == 422
    assert roles_of(database, cast.learner.id)[0].tutor_id is None


def test_a_correction_changes_names_and_leaves_an_address_that_is_used(
    chantal: FlaskClient, cast: Cast, app, database
) -> None:
    details = f"/centre/people/{cast.learner.id}/details"
    with app.app_context(), database.writing() as session:
        change_password(session, cast.learner.id, "rivière et acier")
    corrected = {"given_name": "Nadja", "family_name": "Test", "email": "x@y.example", "language": "nl"}
    assert post(chantal, details, page=details, **corrected).status_code == 303
    with database.reading() as session:
        nadia = session.get_one(Person, cast.learner.id)
        assert (nadia.given_name, nadia.email, nadia.language) == ("Nadja", "nadia@liege.example", "nl")


def test_an_address_typed_wrong_is_corrected_before_it_was_used(
    chantal: FlaskClient, cast: Cast, database
) -> None:
    details = f"/centre/people/{cast.learner.id}/details"
    corrected = {"given_name": "Nadia", "email": "Nadia.B@liege.example", "language": "fr"}
    assert post(chantal, details, page=details, **corrected).status_code == 303
    with database.reading() as session:
        assert session.get_one(Person, cast.learner.id).email == "nadia.b@liege.example"
    taken = corrected | {"email": "karim@liege.example"}
    refused = post(chantal, details, page=details, **taken)
    assert refused.status_code == 422
    assert 'id="email-error"' in refused.text


def test_who_is_known_elsewhere_joins_with_the_same_account(
    chantal: FlaskClient, cast: Cast, database, settings
) -> None:
    from app.kernel.outbox import drain

    typed = NEW | {"given_name": "Inès", "email": "ines@mons.example"}
    refused = post(chantal, "/centre/people", page="/centre/people/new", **typed)
    assert 'name="join"' in refused.text
    assert "Ines Test" not in refused.text
    joined = post(chantal, "/centre/people", page="/centre/people/new", join="y", **typed)
    assert joined.location.endswith(str(cast.stranger.id))
    assert "Ines Test" in chantal.get(joined.location).text
    assert {one.centre_id for one in roles_of(database, cast.stranger.id)} == {
        cast.centre_id,
        cast.other_centre_id,
    }
    drain(database)
    [mail] = (settings.instance / "mail").glob("*.eml")
    assert "ines@mons.example" in mail.read_text()
    assert chantal.get(f"/centre/people/{cast.stranger.id}/details").status_code == 200
    details = f"/centre/people/{cast.stranger.id}/details"
    assert post(chantal, details, page=details, **typed).status_code == 403
    assert session_enrolments(database) == []


def session_enrolments(database) -> list[Enrolment]:
    with database.reading() as session:
        return list(session.scalars(select(Enrolment)))
