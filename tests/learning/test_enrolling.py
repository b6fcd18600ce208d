import threading
import uuid

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.kernel.db import Database
from app.kernel.events import react
from app.learning.events import EnrolmentBegun
from app.learning.models import Enrolment
from app.learning.services.enrolments import NotPublished, NoTutor, enrol
from app.people.models import Role
from tests.cast import Cast, passer_by
from tests.learning.samples import Study, publish, publish_version

pytestmark = pytest.mark.postgres


def test_an_enrolment_is_pinned_to_the_version_published_when_it_began(
    session: Session, cast: Cast, study: Study
) -> None:
    newer = publish_version(session, study.module)
    again, created = enrol(session, learner_id=cast.learner.id, module=study.module)
    other, _ = enrol(session, learner_id=cast.second_learner.id, module=study.module)
    assert not created
    assert again.version_id == study.enrolment.version_id != newer.id
    assert other.version_id == newer.id


def test_the_tutor_who_accompanies_fewest_is_taken(session: Session, cast: Cast) -> None:
    module = publish(session, cast.centre_id)
    tutors = []
    for _ in range(4):
        person, _actor = passer_by(session, cast.centre_id, Role.LEARNER)
        session.flush()
        enrolment, _created = enrol(session, learner_id=person.id, module=module)
        tutors.append(enrolment.tutor_id)
    assert sorted(tutors) == sorted([cast.tutor.id, cast.substitute.id] * 2)


def test_nobody_learns_without_a_tutor(session: Session, cast: Cast) -> None:
    from tests.cast import add_centre

    empty = add_centre(session, "namur", "Namur (démonstration)")
    person, _actor = passer_by(session, empty.id, Role.LEARNER)
    module = publish(session, cast.centre_id)
    session.flush()
    with pytest.raises(NoTutor):
        enrol(session, learner_id=person.id, module=module)
    assert session.scalar(select(func.count()).select_from(Enrolment)) == 0


def test_a_module_without_a_published_version_cannot_be_begun(session: Session, cast: Cast) -> None:
    module = publish(session, cast.centre_id)
    module.current_number = 0
    session.flush()
    with pytest.raises(NotPublished):
        enrol(session, learner_id=cast.learner.id, module=module)


def test_an_enrolment_is_announced_once(session: Session, cast: Cast) -> None:
    seen: list[EnrolmentBegun] = []
    react(EnrolmentBegun, lambda _session, event: seen.append(event))
    module = publish(session, cast.centre_id)
    first, _ = enrol(session, learner_id=cast.learner.id, module=module)
    enrol(session, learner_id=cast.learner.id, module=module)
    assert [(event.enrolment_id, event.tutor_id) for event in seen if event.enrolment_id == first.id] == [
        (first.id, first.tutor_id)
    ]


def test_trap_13_five_enrolments_at_once_make_one(
    app, database: Database, session: Session, cast: Cast
) -> None:
    module = publish(session, cast.centre_id)
    session.commit()
    found: list[tuple[uuid.UUID, bool]] = []
    gate = threading.Barrier(5)

    def begin() -> None:
        with app.app_context(), database.session(writes=True) as own:
            gate.wait()
            enrolment, created = enrol(own, learner_id=cast.learner.id, module=module)
            own.commit()
            found.append((enrolment.id, created))

    threads = [threading.Thread(target=begin) for _ in range(5)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len({enrolment_id for enrolment_id, _ in found}) == 1
    assert sorted(created for _, created in found) == [False, False, False, False, True]
