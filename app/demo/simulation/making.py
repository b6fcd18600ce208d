"""Makes the whole network, in one transaction: it is there whole or not at all."""

import uuid
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from random import Random

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.catalogue.models import Module, Place
from app.chat.models import Message
from app.demo.histories import MODULE
from app.demo.simulation.lives import Habit, Life, draw_lives
from app.demo.simulation.people import People, write_people
from app.demo.simulation.repeating import plan_copies, repeat_study
from app.demo.simulation.repeating_company import repeat_company
from app.demo.simulation.repeating_workshop import repeat_workshop
from app.demo.simulation.size import Size
from app.demo.simulation.study import Course, read_course, study
from app.demo.simulation.talking import talk
from app.demo.simulation.workshop import Dates, choose_moment, count_places, plan_dates, practise, workshop_of
from app.demo.study import back_at
from app.in_centre.models import Attendance, Booking, InCentreSession, Observation
from app.kernel.clock import now
from app.kernel.db import Base
from app.kernel.i18n import zone
from app.kernel.installation import find_mark, set_mark
from app.learning.models import Enrolment, Presence, Step
from app.learning.services.enrolments import enrol
from app.people.models import Group, Person
from app.tutoring.models import HelpRequest, Intervention

MARK = "simulated"
Say = Callable[[str], object]
# Every so many people study a second module beside.
SECOND_MODULE = 5


class AlreadyThere(Exception):
    """This installation holds a simulated network."""


@dataclass(frozen=True, slots=True)
class Network:
    """What was made. `conversations` are by enrolment; `first` is the module that is practised in the workshops."""

    people: People
    first: Course
    conversations: dict[uuid.UUID, uuid.UUID]
    counts: dict[str, int] = field(default_factory=dict)


COUNTED: dict[str, type[Base]] = {
    "people": Person,
    "groups": Group,
    "enrolments": Enrolment,
    "steps": Step,
    "signs of presence": Presence,
    "messages": Message,
    "questions": HelpRequest,
    "interventions": Intervention,
    "dates": InCentreSession,
    "bookings": Booking,
    "half-days of presence": Attendance,
    "grids": Observation,
}


def make_network(session: Session, size: Size, say: Say = lambda _line: None) -> Network:
    """Fill an installation whose modules are published. Flushes. Raises AlreadyThere."""
    if find_mark(session, MARK):
        raise AlreadyThere
    set_mark(session, MARK, f"seed {size.seed}, {size.learners} learners, {size.events} events")
    courses = _read_courses(session)
    say(f"{size.learners} learners and their teams in {size.centres} centres")
    people = write_people(session, size)
    dates = plan_dates(session, people, courses[0].outline)
    say(f"{size.profiles} people study, ask and practise")
    lives = draw_lives(size, whole=len(courses[0].work))
    lived = [_Living(session, people, life, dates).live(courses) for life in lives]
    say("everyone else repeats them")
    repeated = plan_copies(people, lived)
    repeat_study(session, people, repeated)
    conversations = repeat_company(session, people, repeated)
    repeat_workshop(session, people, repeated, dates)
    count_places(session)
    counts = {
        name: session.scalar(select(func.count()).select_from(kind)) or 0 for name, kind in COUNTED.items()
    }
    return Network(people, courses[0], conversations, counts)


def _read_courses(session: Session) -> Sequence[Course]:
    """Every module that all centres may use, the one that is practised first."""
    shared = select(Module).where(Module.is_shared, Module.current_number > 0, Module.retired_at.is_(None))
    courses = [read_course(session, module) for module in session.scalars(shared.order_by(Module.slug))]
    courses.sort(key=lambda course: course.module.slug != MODULE)
    assert any(unit.place is Place.IN_CENTRE for unit in courses[0].outline.units)
    return courses


def at_work(moment: datetime, dice: Random) -> datetime:
    """The same day, at an hour at which somebody is there to enrol people."""
    return datetime.combine(moment.date(), time(dice.randint(9, 16), dice.randint(0, 59)), zone())


@dataclass(frozen=True, slots=True)
class _Living:
    """One person who acts through the services."""

    session: Session
    people: People
    life: Life
    dates: Dates

    def live(self, courses: Sequence[Course]) -> list[Enrolment]:
        """Their enrolments, lived through."""
        return [self._live(course, events) for course, events in self._choose(courses)]

    def _choose(self, courses: Sequence[Course]) -> Iterator[tuple[Course, int]]:
        """The modules of this person, with how much of their events goes to each."""
        life, others = self.life, courses[1:]
        if life.to_the_end or not others:
            yield courses[0], life.events
        elif life.number % SECOND_MODULE == 0:
            yield courses[0], life.events - life.events // 3
            yield others[life.number % len(others)], life.events // 3
        else:
            yield courses[life.number % len(courses)], life.events

    def _live(self, course: Course, events: int) -> Enrolment:
        session, people, life = self.session, self.people, self.life
        number, dice = life.number, people.size.dice("life", life.number, course.module.slug)
        learner, tutor = people.learner(number), people.tutor(number)
        until, moment = now() - life.silence, None
        if life.to_the_end:
            moment = choose_moment(people.size, life, ahead=life.habit is Habit.BOOKED, dice=dice)
            if moment:
                until = min(until, moment - timedelta(days=1.5))
        begun = at_work(min(now() - life.begun, until - timedelta(days=2)), dice)
        with back_at(begun):
            enrolment, _created = enrol(
                session,
                learner_id=learner.id,
                module=course.module,
                centre_id=people.site_of(number).id,
                tutor_id=tutor.id,
            )
        study(session, learner, life, course, enrolment, events=events, until=until, dice=dice)
        if moment:
            site = workshop_of(people, people.site_of(number))
            date = self.dates[site.id, moment]
            practise(session, learner, site.host(), date, booked=until + timedelta(hours=1), dice=dice)
        talk(session, life, enrolment, learner, tutor, dice=dice)
        return enrolment
