"""What has served its time goes, on its day and not before; what it was worth stays."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from app.chat.models import Conversation, ConversationKind, Message, Participant
from app.kernel import audit
from app.kernel.audit import AuditLine
from app.kernel.clock import now
from app.kernel.db import Base
from app.kernel.ids import new_id
from app.kernel.outbox import DutyState, OutboxRow
from app.kernel.runtime import Runtime
from app.learning.models import Enrolment, EnrolmentKind, Presence, Step
from app.operation.proofs import Ground, check
from app.people.erasing.act import erase_person
from app.people.models import ApiToken, Membership, PasswordLink, SignInBrake, Sitting
from app.people.terms.models import TermRun
from app.people.terms.running import hold_to_terms, hold_to_terms_at_night
from app.tutoring.models import Act, Intervention
from tests.cast import Cast
from tests.conftest import Hands
from tests.planted import Planted, plant

pytestmark = pytest.mark.postgres


@pytest.fixture
def running(app: Flask) -> Iterator[Runtime]:
    with app.app_context():
        found: Runtime = app.extensions["compagnon"]
        yield found


@pytest.fixture
def planted(running: Runtime, cast: Cast) -> Planted:
    with running.database.writing() as session:
        return plant(session, running.store, cast).here


def count(running: Runtime, model: type[Base], *where: Any) -> int:
    with running.database.reading() as session:
        return session.scalar(select(func.count()).select_from(model).where(*where)) or 0


@dataclass(frozen=True)
class Kind:
    """Something kept for so many days: how it comes about, and how many of it there are."""

    name: str
    days: int
    make: Callable[[Session, Planted], None]
    model: type[Base]
    left: Callable[[], Any]


def raw_presence(session: Session, planted: Planted) -> None:
    session.add(
        Presence(
            enrolment_id=planted.enrolment_id,
            id=new_id(),
            block="b",
            seconds=30,
            counted_at=now(),
            occurred_at=now(),
        )
    )


def closed_sitting(session: Session, planted: Planted) -> None:
    """And a newer one, which says when they were last there."""
    for far in (timedelta(), timedelta(days=900)):
        session.add(
            Sitting(
                person_id=planted.person_id,
                fingerprint=f"{far.days}",
                device="Firefox",
                created_at=now(),
                seen_at=now() + far,
                ended_at=now() + far,
            )
        )


def spent_token(session: Session, planted: Planted) -> None:
    session.add(
        ApiToken(
            person_id=planted.person_id,
            fingerprint="f",
            label="x",
            created_at=now(),
            expires_at=now() + timedelta(days=900),
            ended_at=now(),
        )
    )


def spent_link(session: Session, planted: Planted) -> None:
    session.add(
        PasswordLink(person_id=planted.person_id, fingerprint="g", created_at=now(), expires_at=now())
    )


def failed_sign_in(session: Session, _planted: Planted) -> None:
    session.add(SignInBrake(key="k", failures=1, last_at=now()))


def mail_that_left(session: Session, _planted: Planted) -> None:
    session.add(
        OutboxRow(handler="mail", payload={"to": "x"}, state=DutyState.DONE, created_at=now(), due_at=now())
    )


def act_of_staff(session: Session, planted: Planted) -> None:
    audit.record(session, planted.tutor_id, "tried", planted.person_id)


def direct_message(session: Session, planted: Planted) -> None:
    talk = Conversation(kind=ConversationKind.DIRECT, pair="a b", last_at=now(), created_at=now(), last_seq=1)
    session.add(talk)
    session.flush()
    session.add_all(
        [
            Participant(conversation_id=talk.id, person_id=planted.tutor_id, joined_at=now()),
            Message(
                conversation_id=talk.id,
                seq=1,
                sender_id=planted.tutor_id,
                client_id=new_id(),
                text="Entre nous",
                sent_at=now(),
            ),
        ]
    )


def message_of_an_ended_training(session: Session, planted: Planted) -> None:
    ended = update(Enrolment).where(Enrolment.id == planted.enrolment_id).values(ended_at=now())
    session.execute(ended)
    session.execute(
        update(Message).where(Message.conversation_id == planted.conversation_id).values(sent_at=now())
    )


def note_of_an_ended_training(session: Session, planted: Planted) -> None:
    message_of_an_ended_training(session, planted)
    session.add(
        Intervention(
            enrolment_id=planted.enrolment_id,
            tutor_id=planted.tutor_id,
            act=Act.NOTE,
            text="Note",
            done_at=now(),
        )
    )


KINDS = [
    Kind("presence", 90, raw_presence, Presence, lambda: Presence.block == "b"),
    Kind("sitting", 90, closed_sitting, Sitting, lambda: Sitting.fingerprint == "0"),
    Kind("token", 90, spent_token, ApiToken, lambda: ApiToken.fingerprint == "f"),
    Kind("link", 90, spent_link, PasswordLink, lambda: PasswordLink.fingerprint == "g"),
    Kind("brake", 90, failed_sign_in, SignInBrake, lambda: SignInBrake.key == "k"),
    Kind("mail", 30, mail_that_left, OutboxRow, lambda: OutboxRow.payload["to"].as_string() == "x"),
    Kind("act", 365, act_of_staff, AuditLine, lambda: AuditLine.act == "tried"),
    Kind("direct", 365, direct_message, Message, lambda: Message.text == "Entre nous"),
    Kind("tutoring", 365, message_of_an_ended_training, Message, lambda: Message.text == "Message liégeois"),
    Kind("note", 365, note_of_an_ended_training, Intervention, lambda: Intervention.text == "Note"),
]


def test_each_kind_goes_on_its_day_and_not_before(
    running: Runtime, cast: Cast, planted: Planted, clock: Hands
) -> None:
    begun = clock()
    with running.database.writing() as session:
        for kind in KINDS:
            kind.make(session, planted)
    made = {kind.name: count(running, kind.model, kind.left()) for kind in KINDS}
    assert min(made.values()) > 0
    for days in sorted({kind.days for kind in KINDS}):
        for night in (days - 1, days, days + 1):
            clock.move_to(begun + timedelta(days=night))
            hold_to_terms(running)
            left = {kind.name: count(running, kind.model, kind.left()) for kind in KINDS}
            assert left == {kind.name: made[kind.name] if night <= kind.days else 0 for kind in KINDS}, night
    ground = Ground(running.database, running.store, running.settings.database)
    assert [proof.name for proof in check(ground) if not proof.holds] == []


def test_a_message_without_words_keeps_its_number_and_its_moment(
    running: Runtime, planted: Planted, clock: Hands
) -> None:
    before = count(running, Message)
    with running.database.writing() as session:
        message_of_an_ended_training(session, planted)
    clock.move(days=367)
    hold_to_terms(running)
    assert count(running, Message) == before
    assert (
        count(running, Message, Message.conversation_id == planted.conversation_id, Message.text != "") == 0
    )


def test_messages_of_what_goes_on_stay_however_old(running: Runtime, planted: Planted, clock: Hands) -> None:
    before = count(running, Message, Message.text != "")
    clock.move(days=900)
    hold_to_terms(running)
    assert count(running, Message, Message.text != "") == before


def test_messages_go_too_where_someone_has_left_without_an_end(
    running: Runtime, planted: Planted, clock: Hands
) -> None:
    with running.database.writing() as session:
        session.execute(
            update(Membership).where(Membership.person_id == planted.person_id).values(to_on=now().date())
        )
    clock.move(days=367)
    hold_to_terms(running)
    assert (
        count(running, Message, Message.conversation_id == planted.conversation_id, Message.text != "") == 0
    )


def test_the_last_sitting_says_when_someone_was_there_and_no_more_with_what(
    running: Runtime, planted: Planted, clock: Hands
) -> None:
    with running.database.writing() as session:
        closed_sitting(session, planted)
    clock.move(days=1000)
    hold_to_terms(running)
    with running.database.reading() as session:
        rows = session.scalars(select(Sitting).where(Sitting.person_id == planted.person_id)).all()
    assert [(row.device, row.network) for row in rows] == [("", "")]


def test_the_evidence_of_someone_erased_goes_after_its_years_and_is_sound_until_then(
    running: Runtime, cast: Cast, planted: Planted, clock: Hands
) -> None:
    with running.database.writing() as session:
        session.execute(
            update(Enrolment).where(Enrolment.id == planted.enrolment_id).values(kind=EnrolmentKind.TRAINING)
        )
    erase_person(running, planted.person_id, by=None)
    of_it = Step.enrolment_id == planted.enrolment_id
    steps = count(running, Step, of_it)
    assert steps > 0
    clock.move_to(now().replace(year=2036, month=12, day=31))
    hold_to_terms(running)
    assert count(running, Step, of_it) == steps
    clock.move_to(now().replace(year=2037, month=1, day=1))
    hold_to_terms(running)
    assert count(running, Step, of_it) == 0
    assert count(running, Enrolment, Enrolment.id == planted.enrolment_id) == 0
    ground = Ground(running.database, running.store, running.settings.database)
    assert [proof.name for proof in check(ground) if not proof.holds] == []


def test_the_log_says_what_went_from_before_which_day_and_a_run_again_adds_nothing(
    running: Runtime, planted: Planted, clock: Hands
) -> None:
    with running.database.writing() as session:
        for _ in range(1100):
            raw_presence(session, planted)
    clock.move(days=91)
    hold_to_terms(running)
    hold_to_terms(running)
    with running.database.reading() as session:
        runs = {run.until_on: run.count for run in session.scalars(select(TermRun)) if run.count > 1000}
    assert runs == {date(2026, 3, 11): 1100}


def test_it_is_done_once_a_night_and_by_day_where_the_server_rested(
    running: Runtime, planted: Planted, clock: Hands
) -> None:
    with running.database.writing() as session:
        raw_presence(session, planted)
    clock.move_to(now().replace(hour=0, minute=27) + timedelta(days=91))
    hold_to_terms_at_night(running)
    assert count(running, Presence, Presence.block == "b") == 1
    clock.move(hours=14)
    hold_to_terms_at_night(running)
    assert count(running, Presence, Presence.block == "b") == 0


def test_how_long_is_a_matter_of_the_installation(running: Runtime, planted: Planted, clock: Hands) -> None:
    with running.database.writing() as session:
        raw_presence(session, planted)
    clock.move(days=31)
    running.settings = running.settings.model_copy(update={"keep_presence_days": 30})
    hold_to_terms(running)
    assert count(running, Presence, Presence.block == "b") == 0
