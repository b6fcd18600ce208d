"""The observation grid on a tablet: one form that works without script, levels kept one by one with it."""

from dataclasses import dataclass
from uuid import UUID

from flask import Response, flash, jsonify, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from app.in_centre import policy
from app.in_centre.models import Level, Observation
from app.in_centre.pages import pages
from app.in_centre.queries.bookings import check_belongs
from app.in_centre.queries.observations import Task, list_tasks, read_criteria
from app.in_centre.queries.sessions import SessionRow, get_run_session
from app.in_centre.roll import Line, Roll, call_roll, list_roll_warnings
from app.in_centre.saying import say_reasons, say_verdict
from app.in_centre.services.observing import (
    Marks,
    Place,
    freeze_criteria,
    read_levels,
    save_marks,
    sign,
    stop_for_danger,
)
from app.in_centre.verdict import Judgement, judge
from app.kernel.access import needs
from app.kernel.clock import now
from app.kernel.errors import DomainError, Invalid, NotFound
from app.kernel.identity import signed_in_actor
from app.kernel.sentences import sentence_for
from app.kernel.unit_of_work import commit, session
from app.learning.former import version_with_unit

LEVELS = (Level.NOT_OBSERVED, Level.NOT_ACHIEVED, Level.IN_PROGRESS, Level.ACHIEVED)


@dataclass(frozen=True)
class Sheet:
    """One grid on the screen: the attempt shown, filled or still blank."""

    task: Task
    attempt: int
    observation: Observation | None
    others: list[Task]

    @property
    def criteria(self) -> tuple[object, ...]:
        return read_criteria(self.observation.grid if self.observation else freeze_criteria(self.task))

    @property
    def levels(self) -> dict[str, Level]:
        return read_levels(self.observation) if self.observation else {}

    @property
    def found(self) -> Judgement:
        grid = self.observation.grid if self.observation else freeze_criteria(self.task)
        stopped = self.observation is not None and self.observation.stopped_at is not None
        return judge(read_criteria(grid), self.levels, is_stopped=stopped)

    @property
    def is_signed(self) -> bool:
        return self.observation is not None and self.observation.signed_at is not None


@pages.get("/sessions/<uuid:session_id>/grid/<uuid:booking_id>")
@needs("workshop")
def grid(session_id: UUID, booking_id: UUID) -> ResponseReturnValue:
    return _page(session_id, booking_id)


def _page(session_id: UUID, booking_id: UUID, refused: str = "", typed_name: str = "") -> str:
    actor = signed_in_actor()
    row = get_run_session(session(), actor, session_id)
    roll = call_roll(session(), actor, row, at=now())
    line = next((line for line in roll.lines if line.who.booking.id == booking_id), None)
    if line is None:
        raise NotFound
    return _render(row, roll, line, refused, typed_name)


def _render(row: SessionRow, roll: Roll, line: Line, refused: str, typed_name: str) -> str:
    actor = signed_in_actor()
    return render_template(
        "in_centre/grid.html",
        row=row,
        roll=roll,
        line=line,
        sheet=_sheet(line, row.it.unit, actor.language),
        levels=LEVELS,
        warnings=list_roll_warnings(session(), row, [line]),
        refused=refused,
        typed_name=typed_name,
        may_observe=policy.may_observe(actor, row.it.centre_id),
        now=now(),
    )


def _sheet(line: Line, unit: str, language: str) -> Sheet:
    version_id = version_with_unit(session(), line.who.enrolment, unit)
    tasks = list_tasks(session(), version_id, unit, language)
    block = request.values.get("block", "")
    task = next((task for task in tasks if task.block == block), tasks[0] if tasks else None)
    if task is None:
        raise NotFound
    found = [each for each in line.observations if each.block == task.block]
    last = len(found) or 1
    attempt = request.values.get("attempt", last, int)
    # One past the last is the blank next attempt, once the one before is signed.
    most = last + 1 if found and found[-1].signed_at else last
    attempt = min(max(1, attempt), most)
    shown = found[attempt - 1] if attempt <= len(found) else None
    return Sheet(task, attempt, shown, [each for each in tasks if each.block != task.block])


def _place(session_id: UUID, booking_id: UUID) -> Place:
    check_belongs(session(), signed_in_actor(), booking_id, session_id)
    return Place(booking_id, request.values.get("block", ""), request.values.get("attempt", 0, int))


def _marks() -> Marks:
    fields = list(request.form.items())
    levels = {key.removeprefix("level-"): value for key, value in fields if key.startswith("level-")}
    remarks = {key.removeprefix("remark-"): value for key, value in fields if key.startswith("remark-")}
    try:
        return Marks({key: Level(value) for key, value in levels.items()}, remarks)
    except ValueError:
        raise Invalid(errors=[{"at": "level", "message": "not a level"}]) from None


@pages.post("/sessions/<uuid:session_id>/grid/<uuid:booking_id>")
@needs("workshop")
def fill_grid(session_id: UUID, booking_id: UUID) -> ResponseReturnValue:
    """The whole form: kept, or kept and signed."""
    actor, place, name = signed_in_actor(), _place(session_id, booking_id), request.form.get("name", "")
    wants_signature = request.form.get("act") == "sign"
    try:
        if wants_signature:
            sign(session(), actor, place=place, marks=_marks(), name=name)
        else:
            save_marks(session(), actor, place=place, marks=_marks())
    except DomainError as error:
        return _refuse(error, session_id, booking_id, name)
    commit()
    flash(gettext("La grille est signée.") if wants_signature else gettext("La grille est gardée."))
    return _back(session_id, place)


def _refuse(error: DomainError, session_id: UUID, booking_id: UUID, name: str = "") -> ResponseReturnValue:
    if error.status in (403, 404):
        raise error
    session().rollback()
    return _page(session_id, booking_id, sentence_for(error.code, error.facts), name), error.status


def _back(session_id: UUID, place: Place) -> Response:
    address = url_for(
        "in_centre.grid",
        session_id=session_id,
        booking_id=place.booking_id,
        block=place.block,
        attempt=place.attempt,
    )
    return redirect(address, 303)  # type: ignore[return-value]


@pages.post("/sessions/<uuid:session_id>/grid/<uuid:booking_id>/stop")
@needs("workshop")
def stop(session_id: UUID, booking_id: UUID) -> ResponseReturnValue:
    place = _place(session_id, booking_id)
    try:
        stop_for_danger(session(), signed_in_actor(), place=place, reason=request.form.get("reason", ""))
    except DomainError as error:
        return _refuse(error, session_id, booking_id)
    commit()
    flash(gettext("L’arrêt est noté. La grille reste à signer."))
    return _back(session_id, place)


@pages.post("/sessions/<uuid:session_id>/grid/<uuid:booking_id>/marks")
@needs("workshop")
def keep_marks(session_id: UUID, booking_id: UUID) -> ResponseReturnValue:
    """One level or remark, from the tablet: answers the verdict as it stands now."""
    body = request.get_json(silent=True)
    try:
        check_belongs(session(), signed_in_actor(), booking_id, session_id)
        place, marks = _read_marks(booking_id, body)
        observation = save_marks(session(), signed_in_actor(), place=place, marks=marks)
    except DomainError as error:
        return jsonify(code=error.code, detail=sentence_for(error.code, error.facts)), error.status
    found = judge(
        read_criteria(observation.grid),
        read_levels(observation),
        is_stopped=observation.stopped_at is not None,
    )
    commit()
    return jsonify(verdict=say_verdict(found.verdict), reasons=say_reasons(found))


def _read_marks(booking_id: UUID, body: object) -> tuple[Place, Marks]:
    unreadable = Invalid(errors=[{"at": "", "message": "not a mark"}])
    if not isinstance(body, dict):
        raise unreadable
    try:
        levels = {str(key): Level(value) for key, value in body.get("levels", {}).items()}
        remarks = {str(key): str(value) for key, value in body.get("remarks", {}).items()}
        return Place(booking_id, str(body["block"]), int(body["attempt"])), Marks(levels, remarks)
    except (AttributeError, KeyError, TypeError, ValueError):
        raise unreadable from None
