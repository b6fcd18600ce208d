"""What stands at the head of a tutoring conversation: who this is, and when an answer can be expected."""

import uuid

from flask_babel import gettext
from sqlalchemy.orm import Session

from app.chat.headers import Header
from app.kernel.errors import NotFound
from app.kernel.i18n import say_moment
from app.people.actor import Actor
from app.tutoring.company import tell_company
from app.tutoring.queries.caseload import get_followed
from app.tutoring.queries.thread import answer_expected_by, get_companion


def describe_conversation(session: Session, actor: Actor, subject: uuid.UUID | None) -> Header | None:
    """For the learner, by when their tutor answers; for who accompanies, what the learner studies and their phone."""
    if subject is None:
        return None
    try:
        companion = get_companion(session, actor, subject)
    except NotFound:
        return _for_the_tutor(session, actor, subject)
    told = tell_company(companion)
    if not companion.is_there and companion.acting_given_name == companion.given_name:
        return Header("", tuple(told))
    expected = say_moment(answer_expected_by(session, companion))
    promise = gettext("Réponse promise avant %(when)s.", when=expected)
    return Header("" if told else gettext("vous accompagne"), (*told, promise))


def _for_the_tutor(session: Session, actor: Actor, enrolment_id: uuid.UUID) -> Header | None:
    try:
        followed = get_followed(session, actor, enrolment_id)
    except NotFound:
        return None
    return Header(followed.module_title, phone=followed.phone)
