"""Caseload replacement with an end date: who stands in sees and is called, the tutor is not, and all comes back by itself."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.chat.models import Participant
from app.kernel.audit import AuditLine
from app.kernel.clock import now
from app.kernel.db import Database
from app.people.models import Membership, Role
from app.people.services.accounts import give_role
from app.people.services.sign_in import open_sitting
from app.tutoring.jobs import keep_every_seat
from app.tutoring.models import Accompaniment
from app.tutoring.services.accompaniments import conversation_of
from app.tutoring.services.substitutes import (
    AlreadyOver,
    DatesTurned,
    OwnSubstitute,
    StandIn,
    appoint_substitutes,
)
from tests.cast import Cast, Member
from tests.conftest import Hands
from tests.tutoring.accompanied import Accompanied, accompany

pytestmark = pytest.mark.postgres
WEEK = {"from_on": "2026-03-11", "to_on": "2026-03-17"}


@pytest.fixture
def karim(session: Session, cast: Cast, nadia: Accompanied) -> Accompanied:
    """A second learner of Sabine's."""
    return accompany(session, cast.second_learner, cast.tutor, centre_id=cast.centre_id)


def seated(client: FlaskClient, database: Database, who: Member) -> FlaskClient:
    """Days have passed: whoever comes back signs in again."""
    with database.writing() as session:
        secret = open_sitting(session, person_id=who.id, device="tests").secret
    return replace(who, sitting=secret).sit_down(client)


def page_of(cast: Cast) -> str:
    return f"/tutors/{cast.tutor.id}/substitute"


def ask_for(client: FlaskClient, cast: Cast, by: Member, *people: Member, **fields: Any) -> Any:
    chosen = {"substitute": str(cast.substitute.id), **WEEK, "person": [str(one.id) for one in people]}
    return by.sit_down(client).post(page_of(cast), data=chosen | fields)


def test_a_week_passes_from_the_form_to_the_day_after(
    client: FlaskClient,
    session: Session,
    database: Database,
    cast: Cast,
    clock: Hands,
    nadia: Accompanied,
    karim: Accompanied,
) -> None:
    """Trap 16 and the feature in one: B sees the learners and their threads, A gets no alert, on day 8 all is back."""
    asked = nadia.ask()
    assert ask_for(client, cast, cast.tutor, cast.learner, cast.second_learner).status_code == 303
    assert "Yves" in cast.learner.sit_down(client).get("/learn").text  # told before it begins
    clock.move(days=1)
    keep_every_seat(database)
    signals, caseload = "/api/v1/tutor/signals", "/api/v1/tutor/caseload"
    assert client.get(signals, headers=cast.tutor.bearer).json["items"] == []
    assert len(client.get(signals, headers=cast.substitute.bearer).json["items"]) == 1
    assert len(client.get(caseload, headers=cast.substitute.bearer).json["items"]) == 2
    thread = f"/messages/{conversation_of(session, nadia.enrolment).id}"
    session.rollback()
    told = seated(client, database, cast.learner).get(thread).text
    assert "Yves remplace Sabine jusqu’au 17 mars" in told
    assert seated(client, database, cast.substitute).get(thread).status_code == 200
    away = seated(client, database, cast.tutor).get("/tutor").text
    assert "Yves Test vous remplace" in away
    assert "Pour 2 personnes" in away
    standing_in = seated(client, database, cast.substitute).get("/tutor").text
    assert "vous remplacez Sabine Test" in standing_in
    nadia.write(cast.substitute, "Je regarde.")
    session.refresh(asked)
    assert asked.answered_by == cast.substitute.id
    nadia.ask("Et ensuite ?")
    clock.move(days=7)
    keep_every_seat(database)
    assert len(client.get(signals, headers=cast.tutor.bearer).json["items"]) >= 1
    assert client.get(signals, headers=cast.substitute.bearer).json["items"] == []
    assert seated(client, database, cast.substitute).get(thread).status_code == 404
    assert (
        client.get(f"/api/v1/enrolments/{nadia.enrolment.id}", headers=cast.substitute.bearer).status_code
        == 404
    )
    assert "Yves" not in seated(client, database, cast.learner).get("/learn").text
    with database.reading() as reading:
        acts = list(
            reading.scalars(
                select(AuditLine).where(AuditLine.act.startswith("substitute_")).order_by(AuditLine.at)
            )
        )
        kept = reading.scalars(select(Accompaniment)).all()
    assert [(line.act, line.actor_id) for line in acts] == [
        *[("substitute_appointed", cast.tutor.id)] * 2,
        *[("substitute_ended", None)] * 2,
    ]
    both = {"tutor": str(cast.tutor.id), "substitute": str(cast.substitute.id)}
    assert all(both.items() <= (line.after or {}).items() for line in acts[:2])
    assert all(both.items() <= (line.before or {}).items() for line in acts[2:])
    assert {one.substitute_id for one in kept} == {None}


def test_the_manager_names_one_for_one_learner_and_ends_it(
    client: FlaskClient, cast: Cast, session: Session, nadia: Accompanied, karim: Accompanied
) -> None:
    made = ask_for(client, cast, cast.manager, cast.learner, from_on="2026-03-10")
    assert made.status_code == 303
    session.expire_all()
    assert session.get_one(Accompaniment, nadia.enrolment.id).substitute_id == cast.substitute.id
    assert session.get_one(Accompaniment, karim.enrolment.id).substitute_id is None
    session.rollback()
    page = client.get(page_of(cast)).text
    assert "Mettre fin" in page
    ended = client.post(f"{page_of(cast)}/end", data={"substitute": str(cast.substitute.id)})
    assert ended.status_code == 303
    assert "Mettre fin" not in client.get(page_of(cast)).text


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"to_on": ""}, "to_on-error"),
        ({"from_on": "2026-03-18"}, "to_on-error"),
        ({"from_on": "2026-03-01", "to_on": "2026-03-09"}, "to_on-error"),
        ({"substitute": ""}, "substitute-error"),
        ({"person": []}, "#people"),
    ],
)
def test_what_is_wrong_is_said_beside_its_field_and_nothing_typed_is_lost(
    client: FlaskClient, cast: Cast, nadia: Accompanied, fields: dict[str, Any], field: str
) -> None:
    refused = ask_for(client, cast, cast.tutor, cast.learner, **fields)
    assert refused.status_code == 422
    assert field in refused.text
    assert f'value="{fields.get("from_on", WEEK["from_on"])}"' in refused.text


@pytest.mark.parametrize("who", ["substitute", "learner", "other_manager", "other_tutor", "host"])
def test_nobody_else_names_a_substitute(
    client: FlaskClient, session: Session, cast: Cast, nadia: Accompanied, who: str
) -> None:
    assert ask_for(client, cast, getattr(cast, who), cast.learner).status_code == 404
    session.expire_all()
    assert session.get_one(Accompaniment, nadia.enrolment.id).substitute_id is None


def test_refusals_of_dates_and_of_oneself(session: Session, cast: Cast, nadia: Accompanied) -> None:
    ids, day = [nadia.enrolment.id], timedelta(days=1)
    for stand_in, refusal in (
        (StandIn(cast.substitute.id, now(), now()), DatesTurned),
        (StandIn(cast.substitute.id, now() - 2 * day, now() - day), AlreadyOver),
        (StandIn(cast.tutor.id, now(), now() + day), OwnSubstitute),
    ):
        with pytest.raises(refusal):
            appoint_substitutes(session, cast.tutor.actor, enrolment_ids=ids, stand_in=stand_in)


def test_who_leaves_the_team_stands_in_no_more_and_the_tutor_is_called_again(
    app: Flask, session: Session, database: Database, cast: Cast, clock: Hands, nadia: Accompanied
) -> None:
    stand_in = StandIn(cast.substitute.id, now(), None)
    appoint_substitutes(session, cast.manager.actor, enrolment_ids=[nadia.enrolment.id], stand_in=stand_in)
    held = session.scalars(select(Membership).where(Membership.person_id == cast.substitute.id)).one()
    held.to_on = date(2026, 3, 10)
    session.commit()
    nadia.ask()
    assert nadia.reasons() == []
    clock.move(days=1)
    keep_every_seat(database)
    session.expire_all()
    assert len(nadia.reasons()) == 1
    here = session.scalars(select(Participant.person_id).where(Participant.left_at.is_(None)))
    assert set(here) == {cast.learner.id, cast.tutor.id}


def test_a_quiet_minute_writes_nothing(
    database: Database, cast: Cast, nadia: Accompanied, karim: Accompanied
) -> None:
    keep_every_seat(database)
    with database.reading() as reading:
        assert reading.scalars(select(Participant).where(Participant.left_at.is_not(None))).all() == []


def test_a_tutor_of_two_centres_chooses_for_which(
    client: FlaskClient, session: Session, cast: Cast, nadia: Accompanied
) -> None:
    give_role(session, person_id=cast.tutor.id, centre_id=cast.other_centre_id, role=Role.TUTOR)
    accompany(session, cast.stranger, cast.tutor, centre_id=cast.other_centre_id)
    page = cast.tutor.sit_down(client).get(f"{page_of(cast)}?centre={cast.other_centre_id}").text
    assert "Ines Test" in page
    assert "Nadia Test" not in page
    assert "Marc Test" in page
    assert "Yves Test" not in page
    alone = cast.manager.sit_down(client).get(page_of(cast)).text
    assert "Centre de Mons" not in alone
