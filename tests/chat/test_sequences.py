"""Numbers without gap and messages once, under any concurrency (protocols.md, invariants 1 and 2)."""

import threading
import uuid
from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import func, select

from app.chat.models import Conversation, Message
from app.chat.queries import page_messages
from app.chat.services.conversations import add_participant, ensure_tutoring, open_direct, remove_participant
from app.chat.services.messages import send
from app.kernel.errors import NotFound
from app.kernel.ids import new_id

pytestmark = pytest.mark.postgres


def all_at_once(works: list[Callable[[], None]]) -> None:
    failures: list[BaseException] = []
    start = threading.Barrier(len(works))

    def run(work: Callable[[], None]) -> None:
        start.wait()
        try:
            work()
        except BaseException as error:
            failures.append(error)

    threads = [threading.Thread(target=run, args=(work,)) for work in works]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []


def test_eight_senders_at_once_leave_no_gap(app, database, cast, conversation_id) -> None:
    def write(sender_id: uuid.UUID) -> Callable[[], None]:
        def work() -> None:
            with app.app_context():
                for number in range(10):
                    with database.writing() as session:
                        send(
                            session,
                            sender_id=sender_id,
                            conversation_id=conversation_id,
                            client_id=new_id(),
                            text=str(number),
                        )

        return work

    all_at_once([write(member.id) for member in [cast.learner, cast.tutor] * 4])
    with database.reading() as session:
        seqs = session.scalars(select(Message.seq).order_by(Message.seq)).all()
        assert seqs == list(range(1, 81))
        assert session.scalar(select(Conversation.last_seq)) == 80


def test_the_same_message_eight_times_at_once_is_one(app, database, cast, conversation_id) -> None:
    client_id, answers = new_id(), []

    def repeat() -> None:
        with app.app_context(), database.writing() as session:
            message, is_new = send(
                session,
                sender_id=cast.learner.id,
                conversation_id=conversation_id,
                client_id=client_id,
                text="Bonjour",
            )
            answers.append((message.id, message.seq, is_new))

    all_at_once([repeat] * 8)
    assert len({(message_id, seq) for message_id, seq, _ in answers}) == 1
    assert [is_new for _, _, is_new in answers].count(True) == 1
    with database.reading() as session:
        assert session.scalar(select(func.count()).select_from(Message)) == 1
        assert session.scalar(select(Conversation.last_seq)) == 1


def test_two_people_who_open_at_once_have_one_conversation(app, database, cast) -> None:
    def opening(actor, other_id: uuid.UUID) -> Callable[[], None]:
        def work() -> None:
            with app.app_context(), database.writing() as session:
                open_direct(session, actor, person_id=other_id)

        return work

    all_at_once([opening(cast.learner.actor, cast.host.id), opening(cast.host.actor, cast.learner.id)] * 3)
    with database.reading() as session:
        assert session.scalar(select(func.count()).select_from(Conversation)) == 1


ACTS = st.lists(
    st.tuples(
        st.sampled_from(["send", "repeat", "leave", "come back"]), st.integers(0, 1), st.integers(0, 30)
    ),
    max_size=30,
)


@given(acts=ACTS)
@settings(
    max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture], database=None
)
def test_whatever_people_do_the_history_is_what_was_acknowledged(app, database, cast, acts) -> None:
    people = [cast.learner, cast.tutor]
    with app.app_context(), database.session(writes=True) as session:
        conversation = ensure_tutoring(
            session, subject=new_id(), learner_id=people[0].id, tutor_id=people[1].id
        )
        kept: list[tuple[uuid.UUID, uuid.UUID]] = []
        left_at: dict[uuid.UUID, int] = {}
        for act, who, which in acts:
            person = people[who]
            own = [client_id for sender_id, client_id in kept if sender_id == person.id]
            if act == "leave":
                remove_participant(session, conversation_id=conversation.id, person_id=person.id)
                left_at.setdefault(person.id, len(kept))
            elif act == "come back":
                add_participant(session, conversation_id=conversation.id, person_id=person.id)
                left_at.pop(person.id, None)
            else:
                client_id = own[which % len(own)] if act == "repeat" and own else new_id()
                say = {
                    "sender_id": person.id,
                    "conversation_id": conversation.id,
                    "client_id": client_id,
                    "text": "x",
                }
                if person.id in left_at and client_id not in own:
                    with pytest.raises(NotFound), session.begin_nested():
                        send(session, **say)
                    continue
                message, is_new = send(session, **say)
                if is_new:
                    kept.append((person.id, client_id))
                assert kept[message.seq - 1] == (person.id, client_id)
        for person in people:
            page = page_messages(session, person.actor, conversation.id, limit=200)
            readable = kept[: left_at.get(person.id, len(kept))]
            assert [(one.seq, one.sender_id, one.client_id) for one in page.messages] == [
                (place + 1, *one) for place, one in enumerate(readable)
            ]
            assert page.last_seq == len(readable)
        session.rollback()
