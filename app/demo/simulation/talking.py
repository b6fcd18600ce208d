"""What is said between a learner and their tutor, and what the tutor does, each at its moment."""

from collections.abc import Callable
from datetime import datetime, timedelta
from random import Random

from sqlalchemy.orm import Session

from app.chat.services.messages import send
from app.chat.services.reading import mark_read
from app.demo.simulation import words
from app.demo.simulation.lives import Habit, Life
from app.demo.study import back_at
from app.kernel.clock import now
from app.kernel.ids import new_id
from app.learning.models import Enrolment
from app.people.actor import Actor
from app.tutoring.models import Act
from app.tutoring.services.accompaniments import conversation_of
from app.tutoring.services.help_requests import ask, block_anchor
from app.tutoring.services.interventions import Doing, add_intervention

Moments = list[tuple[datetime, Callable[[], object]]]
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


class Talk:
    """The moments of one enrolment, told in order at the end."""

    def __init__(self, session: Session, enrolment: Enrolment, learner: Actor, tutor: Actor) -> None:
        self._session, self._enrolment = session, enrolment
        self._learner, self._tutor = learner, tutor
        self._conversation = conversation_of(session, enrolment)
        self._moments: Moments = []

    def say(self, who: Actor, at: datetime, text: str, block: str | None = None) -> None:
        anchor = block_anchor(block, 1) if block else None

        def speak() -> None:
            send(
                self._session,
                sender_id=who.id,
                conversation_id=self._conversation.id,
                client_id=new_id(),
                text=text,
                anchor=anchor,
            )

        self._moments.append((at, speak))

    def question(self, at: datetime, text: str, block: str) -> None:
        def put() -> None:
            ask(
                self._session,
                self._learner,
                enrolment_id=self._enrolment.id,
                block=block,
                text=text,
                client_id=new_id(),
            )

        self._moments.append((at, put))

    def do(self, at: datetime, doing: Doing) -> None:
        self._moments.append(
            (
                at,
                lambda: add_intervention(
                    self._session, self._tutor, enrolment_id=self._enrolment.id, doing=doing
                ),
            )
        )

    def tell(self, *, all_read: bool) -> None:
        """Have it happen, in order, nothing of it later than now."""
        for at, act in sorted(self._moments, key=lambda each: each[0]):
            if at < now():
                with back_at(at):
                    act()
        self._session.expire(self._conversation)
        last = self._conversation.last_seq
        mark_read(self._session, self._tutor, conversation_id=self._conversation.id, seq=last)
        seen = last if all_read else max(0, last - 1)
        mark_read(self._session, self._learner, conversation_id=self._conversation.id, seq=seen)


def talk(
    session: Session, life: Life, enrolment: Enrolment, learner: Actor, tutor: Actor, *, dice: Random
) -> None:
    """A welcome and an answer to it for everyone; then what the person's habit gives reason for."""
    told, begun = Talk(session, enrolment, learner, tutor), enrolment.begun_at
    told.say(tutor, begun + 3 * HOUR, dice.choice(words.WELCOMES))
    told.say(learner, begun + DAY, dice.choice(words.FIRST_WORDS))
    if life.habit is not Habit.STARTING or life.is_answered:
        told.say(tutor, begun + DAY + dice.uniform(1, 20) * HOUR, dice.choice(words.FIRST_ANSWERS))
    last = enrolment.last_step_at or begun
    block = enrolment.last_block
    if life.habit is Habit.SILENT:
        _seek(told, tutor, last, dice)
    elif block and life.habit in (Habit.STUCK, Habit.STEADY):
        asked = last + 0.2 * HOUR
        told.question(asked, dice.choice(words.QUESTIONS), block)
        if life.is_answered:
            told.say(tutor, asked + dice.uniform(2, 30) * HOUR, dice.choice(words.ANSWERS), block)
    told.tell(all_read=life.is_answered)


def _seek(told: Talk, tutor: Actor, last: datetime, dice: Random) -> None:
    """Someone has not come for a while: a call, then a few words."""
    called = Doing(
        Act.CALL, dice.choice(words.CALLS), dice.choice(words.OUTCOMES), minutes=dice.randint(3, 15)
    )
    told.do(last + 5 * DAY, called)
    told.say(tutor, last + 7 * DAY, dice.choice(words.NUDGES))
