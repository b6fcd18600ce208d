"""Who needs me: one row a learner, one sentence, one act, done in place."""

import json
import uuid
from collections.abc import Sequence
from dataclasses import dataclass, field

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from markupsafe import Markup

from app.chat.sending import message_rates
from app.kernel.access import needs as requires
from app.kernel.clock import now
from app.kernel.errors import DomainError, NotFound
from app.kernel.i18n import local
from app.kernel.identity import signed_in_actor
from app.kernel.unit_of_work import commit, session
from app.learning.models import Enrolment
from app.learning.reports import list_warnings_of
from app.tutoring.beside import Beside, look_beside
from app.tutoring.drafts import draft_message
from app.tutoring.forms import ACT_ICONS, ACT_NAMES, ActForm
from app.tutoring.models import Act
from app.tutoring.pages import is_fragment, pages
from app.tutoring.queries.attempts import Try, list_tries
from app.tutoring.queries.caseload import Followed
from app.tutoring.queries.needs import Needs, list_needs
from app.tutoring.queries.promise import read_promise
from app.tutoring.rules import FOR_TODAY, SUGGESTED, OpenQuestion, Reason, Visit
from app.tutoring.services.interventions import act_on_signal
from app.tutoring.views.caseload import asked_of_address, say_away
from app.tutoring.wording import sentence_with_figures
from app.ui.forms import refuse


@dataclass(frozen=True)
class Row:
    """One learner of the list: the most urgent reason, and the others in short."""

    reason: Reason
    one: Followed
    also: list[Markup]
    question: OpenQuestion | None
    act: Act
    is_open: bool = False
    tries: list[Try] = field(default_factory=list)
    beside: Beside | None = None

    @property
    def sentence(self) -> Markup:
        return sentence_with_figures(self.reason.kind, self.reason.facts)

    @property
    def suggested(self) -> Act:
        return SUGGESTED[self.reason.kind]

    @property
    def others(self) -> list[Act]:
        """What else one can do about it, after what is being done."""
        possible = [Act.MESSAGE, Act.CALL, Act.SNOOZE, Act.NOTE]
        if self.reason.facts.get("block"):
            possible.append(Act.WAIVE)
        return [act for act in possible if act is not self.act]

    @property
    def draft(self) -> str:
        return draft_message(self.reason, self.one.given_name)


@dataclass(frozen=True)
class Meeting:
    """A session to come, with how many of the tutor's own learners are in it."""

    visit: Visit
    mine: int


@pages.get("/tutor")
@requires("tutor")
def needs() -> ResponseReturnValue:
    return _page(_wanted_id("open"), ActForm(formdata=None))


@pages.get("/tutor/needs")
@requires("tutor")
def list_again() -> str:
    """The list alone, for a page that is already there."""
    return render_template("tutoring/_needs.html", **_list(_wanted_id("open"), ActForm(formdata=None)))


@pages.post("/tutor/signals/<uuid:signal_id>/act")
@requires("signed_in")
def act(signal_id: uuid.UUID) -> ResponseReturnValue:
    form, actor = ActForm(), signed_in_actor()
    message_rates.take(actor.id, now().timestamp())
    try:
        if form.validate():
            act_on_signal(session(), actor, signal_id=signal_id, doing=form.doing())
            commit()
            return _done(gettext("C’est noté. Ce point est classé."))
    except NotFound:
        raise
    except DomainError as error:
        session().rollback()
        refuse(form, error, {"text_missing": "text", "next_is_past": "next"}.get(error.code, ""))
    if is_fragment():
        return render_template("tutoring/_needs.html", **_list(signal_id, form)), 422
    return _page(signal_id, form), 422


def _done(said: str) -> ResponseReturnValue:
    if not is_fragment():
        flash(said)
        return redirect(url_for("tutoring.needs", **asked_of_address().as_query()), 303)
    part = render_template("tutoring/_needs.html", **_list(None, ActForm(formdata=None)))
    return part, 200, {"HX-Trigger": json.dumps({"toast": {"text": said}})}


def _page(open_id: uuid.UUID | None, form: ActForm) -> str:
    shown = _list(open_id, form)
    found: Needs = shown["found"]  # type: ignore[assignment]
    return render_template(
        "tutoring/needs.html",
        promise=read_promise(session(), signed_in_actor()),
        meetings=_meetings(found.visits),
        handed=_count_handed(found),
        away=_away(found, shown["beside"]),  # type: ignore[arg-type]
        here="tutoring.needs",
        warnings=list_warnings_of(session(), Enrolment.id.in_(found.followed)),
        today=local(now()),
        **shown,
    )


def _list(open_id: uuid.UUID | None, form: ActForm) -> dict[str, object]:
    actor, asked = signed_in_actor(), asked_of_address()
    found = list_needs(session(), actor)
    beside = look_beside(session(), actor, [*found.followed.values(), *found.away])
    shown = {one_id for one_id, one in found.followed.items() if asked.has(one, beside)}
    rows = [
        _row(found, beside, reasons, open_id, form)
        for reasons in _by_learner(found)
        if reasons[0].enrolment_id in shown
    ]
    return {
        "found": found,
        "days": [
            (gettext("Aujourd’hui"), [row for row in rows if row.reason.kind in FOR_TODAY]),
            (gettext("Cette semaine"), [row for row in rows if row.reason.kind not in FOR_TODAY]),
        ],
        "count": len(rows),
        "followed": len(shown),
        "beside": beside,
        "asked": asked,
        "me": actor.id,
        "form": form,
        "names": ACT_NAMES,
        "icons": ACT_ICONS,
        "signature": actor.given_name,
    }


def _by_learner(found: Needs) -> list[list[Reason]]:
    """The most urgent learner first; a learner on two modules has two rows."""
    return [
        found.of(enrolment_id) for enrolment_id in dict.fromkeys(each.enrolment_id for each in found.reasons)
    ]


def _count_handed(found: Needs) -> int:
    """How many people the reader was handed, and has not yet read about."""
    reader = signed_in_actor().id
    return len({one.learner_id for one in found.followed.values() if one.is_new and one.tutor_id == reader})


def _away(found: Needs, beside: Beside) -> list[tuple[str, int]]:
    """Who stands in for the reader, until when, and for how many people."""
    told: dict[str, set[uuid.UUID]] = {}
    for one in found.away:
        told.setdefault(say_away(one, beside), set()).add(one.learner_id)
    return [(sentence, len(people)) for sentence, people in told.items()]


def _row(
    found: Needs, beside: Beside, reasons: Sequence[Reason], open_id: uuid.UUID | None, form: ActForm
) -> Row:
    reason = next((each for each in reasons if each.id == open_id), reasons[0])
    is_open = reason.id == open_id
    block = reason.facts.get("block")
    return Row(
        reason,
        found.followed[reason.enrolment_id],
        [sentence_with_figures(each.kind, each.facts) for each in reasons if each is not reason],
        found.questions.get(reason.facts.get("help_request", "")),
        _act_wanted(form, SUGGESTED[reason.kind]) if is_open else SUGGESTED[reason.kind],
        is_open,
        list_tries(session(), reason.enrolment_id, block) if is_open and block else [],
        beside,
    )


def _act_wanted(form: ActForm, suggested: Act) -> Act:
    wanted = form.act.data if request.method == "POST" else request.args.get("act")
    return next((act for act in Act if act == wanted), suggested)


def _meetings(visits: Sequence[Visit]) -> list[Meeting]:
    by_session: dict[uuid.UUID, list[Visit]] = {}
    for visit in visits:
        by_session.setdefault(visit.session_id, []).append(visit)
    return [Meeting(same[0], len(same)) for same in by_session.values()][:5]


def _wanted_id(name: str) -> uuid.UUID | None:
    try:
        return uuid.UUID(request.args.get(name, ""))
    except ValueError:
        return None
