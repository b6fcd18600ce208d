"""What learning does after the fact: people follow a move in small batches, each told in their own language."""

import uuid
from collections.abc import Sequence
from typing import Any

from flask import Flask, current_app
from flask_babel import gettext
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.catalogue.models import Module
from app.kernel.failpoints import reach
from app.kernel.i18n import speaking, spoken
from app.kernel.mail import Mailer
from app.kernel.outbox import Duty, handle, write_duty
from app.learning.models import Enrolment, ErrorReport, Move
from app.learning.moves import News, news_of
from app.learning.news import tell_news, write_mail
from app.learning.reports import list_users
from app.learning.services.batches import move_some
from app.learning.warned import write_answer, write_warning
from app.people.models import Person

WARNED_AT_ONCE = 100


class LearningDuties:
    """Each batch of a move is one row of the outbox, which writes the next one: a kill loses no batch and doubles none."""

    def __init__(self, app: Flask, mailer: Mailer, page: str) -> None:
        self._app, self._mailer, self._page = app, mailer, page
        self._moving = handle(Duty("move_learners", self._move_some))
        self._warning = handle(Duty("warn_users", self._warn_some))

    def warn(self, session: Session, report: ErrorReport) -> None:
        """Have everyone who uses the module told of a safety point, or of how it was settled."""
        write_duty(session, self._warning, {"report": str(report.id), "state": report.state, "after": None})

    def answer(self, session: Session, report: ErrorReport, reporter: Person) -> None:
        """Tell who reported something else what was done about it."""
        with speaking(reporter.language):
            told = write_answer(report, name=reporter.given_name, address=self._page)
        self._mailer.send(session, to=reporter.email or "", subject=told.subject, text=told.text)

    def move_on(self, session: Session, move: Move) -> None:
        """Have the people of a move follow, once this transaction is committed."""
        write_duty(session, self._moving, {"move": str(move.id)})

    def _move_some(self, session: Session, _row_id: uuid.UUID, payload: dict[str, Any]) -> None:
        with self._app.app_context():
            move_id = uuid.UUID(payload["move"])
            moved = move_some(session, move_id)
            if moved:
                self._tell(session, move_id, moved)
                write_duty(session, self._moving, payload)
                session.flush()
                reach("move_learners")

    def _warn_some(self, session: Session, _row_id: uuid.UUID, payload: dict[str, Any]) -> None:
        with self._app.app_context():
            report = session.get_one(ErrorReport, uuid.UUID(payload["report"]))
            if report.state != payload["state"]:
                return  # settled meanwhile: that is being told instead
            module = session.get_one(Module, report.module_id)
            after = uuid.UUID(payload["after"]) if payload["after"] else None
            people = list_users(session, module, after=after, limit=WARNED_AT_ONCE)
            for person in people:
                with speaking(person.language):
                    told = write_warning(
                        report, name=person.given_name, module=module.title_in(spoken()), address=self._page
                    )
                self._mailer.send(session, to=person.email or "", subject=told.subject, text=told.text)
            if people:
                write_duty(session, self._warning, payload | {"after": str(people[-1].id)})

    def _tell(self, session: Session, move_id: uuid.UUID, moved: Sequence[Enrolment]) -> None:
        people = session.execute(
            select(Enrolment.id, Person, Module)
            .join(Person, Person.id == Enrolment.learner_id)
            .join(Module, Module.id == Enrolment.module_id)
            .where(Enrolment.id.in_([enrolment.id for enrolment in moved]), Person.email.is_not(None))
        ).all()
        told = {
            news.moved.enrolment_id: news for news in news_of(session, move_id, [row[0] for row in people])
        }
        for enrolment_id, person, module in people:
            self._mail(session, person, told[enrolment_id], module)

    def _mail(self, session: Session, person: Person, news: News, module: Module) -> None:
        with speaking(person.language):
            address, title = f"{self._page}/{module.slug}", module.title_in(spoken())
            self._mailer.send(
                session,
                to=person.email or "",
                subject=gettext("« %(module)s » : une nouvelle version", module=title),
                text=write_mail(tell_news(news), name=person.given_name, module=title, address=address),
            )


def take_learning_duties(app: Flask, mailer: Mailer, *, page: str) -> None:
    """`page` is the address under which a learner finds their modules."""
    app.extensions["compagnon_learning_duties"] = LearningDuties(app, mailer, page)


def learning_duties() -> LearningDuties:
    found: LearningDuties = current_app.extensions["compagnon_learning_duties"]
    return found
