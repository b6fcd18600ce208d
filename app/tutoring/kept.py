"""What this domain keeps about people: what was agreed, asked and done to help them."""

import uuid

from flask_babel import lazy_gettext as _
from sqlalchemy import and_, case, literal, null, or_, select

from app.catalogue.models import Module, ModuleVersion
from app.learning.models import Enrolment
from app.people import keeping_words as words
from app.people.keeping import Group, Kept, Rows
from app.people.models import Person
from app.people.queries import NAME
from app.tutoring import ending
from app.tutoring.forms import DONE_NAMES
from app.tutoring.models import (
    Accompaniment,
    Act,
    Handover,
    HandoverReason,
    HelpRequest,
    HelpState,
    Intervention,
    Signal,
    SignalKind,
    Tip,
    TipState,
)

MODULE = ModuleVersion.title.label("module")
#: The texts that went to the learner.
TOLD = (Act.MESSAGE, Act.SLOT, Act.REPLAN, Act.WAIVE)


def agreements(person_id: uuid.UUID) -> Rows:
    return [
        select(
            MODULE,
            Accompaniment.weekly_rhythm,
            Accompaniment.promise_hours,
            NAME.label("substitute"),
            Accompaniment.substitute_from.label("from_at"),
            Accompaniment.substitute_to.label("to_at"),
            Accompaniment.created_at,
        )
        .join(Enrolment, Enrolment.id == Accompaniment.enrolment_id)
        .join(ModuleVersion, ModuleVersion.id == Enrolment.version_id)
        .outerjoin(Person, Person.id == Accompaniment.substitute_id)
        .where(or_(Enrolment.learner_id == person_id, Accompaniment.substitute_id == person_id))
        .order_by(Accompaniment.created_at)
    ]


def questions(person_id: uuid.UUID) -> Rows:
    """What they asked; of what they answered, that they did."""
    return [
        select(
            literal("asked").label("act"),
            MODULE,
            HelpRequest.block,
            HelpRequest.asked_at,
            HelpRequest.answer_by,
            HelpRequest.answered_at,
            NAME.label("by"),
            HelpRequest.state,
        )
        .join(Enrolment, Enrolment.id == HelpRequest.enrolment_id)
        .join(ModuleVersion, ModuleVersion.id == Enrolment.version_id)
        .outerjoin(Person, Person.id == HelpRequest.answered_by)
        .where(Enrolment.learner_id == person_id)
        .order_by(HelpRequest.asked_at),
        select(literal("answered").label("act"), HelpRequest.asked_at, HelpRequest.answered_at).where(
            HelpRequest.answered_by == person_id
        ),
    ]


def signals(person_id: uuid.UUID) -> Rows:
    return [
        select(
            MODULE,
            Signal.kind,
            Signal.facts.label("because"),
            Signal.since,
            Signal.opened_at,
            Signal.closed_at,
        )
        .join(Enrolment, Enrolment.id == Signal.enrolment_id)
        .join(ModuleVersion, ModuleVersion.id == Enrolment.version_id)
        .where(Enrolment.learner_id == person_id)
        .order_by(Signal.opened_at)
    ]


def interventions(person_id: uuid.UUID) -> Rows:
    """What was done for them, with the words that went to them; of what they did for others, that they did."""
    told = and_(Enrolment.learner_id == person_id, Intervention.act.in_(TOLD))
    return [
        select(
            MODULE,
            Intervention.act,
            NAME.label("by"),
            case((told, Intervention.text), else_="").label("text"),
            Intervention.minutes,
            Intervention.done_at.label("at"),
        )
        .join(Enrolment, Enrolment.id == Intervention.enrolment_id)
        .join(ModuleVersion, ModuleVersion.id == Enrolment.version_id)
        .join(Person, Person.id == Intervention.tutor_id)
        .where(or_(Enrolment.learner_id == person_id, Intervention.tutor_id == person_id))
        .order_by(Intervention.done_at)
    ]


def handovers(person_id: uuid.UUID) -> Rows:
    """Of theirs, with the brief of that day; of those in which they gave or received someone, that they did."""
    brief = case((Enrolment.learner_id == person_id, Handover.brief), else_=null()).label("brief")
    return [
        select(MODULE, Handover.at, Handover.reason, NAME.label("tutor"), brief, Handover.read_at)
        .join(Enrolment, Enrolment.id == Handover.enrolment_id)
        .join(ModuleVersion, ModuleVersion.id == Enrolment.version_id)
        .join(Person, Person.id == Handover.tutor_id)
        .where(
            or_(
                Enrolment.learner_id == person_id,
                Handover.tutor_id == person_id,
                Handover.former_tutor_id == person_id,
            )
        )
        .order_by(Handover.at)
    ]


def tips(person_id: uuid.UUID) -> Rows:
    by_them = Tip.proposed_by == person_id
    return [
        select(
            Module.title.label("module"),
            Tip.block,
            case((by_them, "proposed"), else_="decided").label("act"),
            case((by_them, Tip.text), else_="").label("text"),
            Tip.proposed_at.label("at"),
            Tip.state,
            Tip.decided_at,
            Tip.reason,
        )
        .join(Module, Module.id == Tip.module_id)
        .where(or_(by_them, Tip.decided_by == person_id))
        .order_by(Tip.proposed_at)
    ]


QUESTION_ACTS = {"asked": _("demandé"), "answered": _("répondu")}
HELP_NAMES = {
    HelpState.OPEN: _("ouvert"),
    HelpState.ANSWERED: _("répondu"),
    HelpState.CLOSED: _("sans besoin de réponse"),
}
SIGNAL_NAMES = {
    SignalKind.UNANSWERED: _("une question attend"),
    SignalKind.SILENT: _("pas de nouvelles depuis un moment"),
    SignalKind.STUCK: _("plusieurs essais au même point"),
    SignalKind.SESSION_NEAR: _("une séance approche"),
}
HANDOVER_NAMES = {
    HandoverReason.LEFT: _("n’accompagne plus ici"),
    HandoverReason.SHARED: _("le centre a réparti les suivis autrement"),
    HandoverReason.MOVED: _("changement de centre"),
}
TIP_ACTS = {"proposed": _("proposé"), "decided": _("décidé")}
TIP_NAMES = {
    TipState.PROPOSED: _("proposé"),
    TipState.TAKEN: _("repris dans le module"),
    TipState.DECLINED: _("pas repris"),
}

PARTS = (
    Kept(
        "agreements",
        Group.HELP,
        (Accompaniment,),
        _("Ce qui est convenu pour vous accompagner : le rythme, le délai de réponse, qui remplace."),
        words.FOR_ANSWER,
        words.ONE_YEAR_AFTER,
        words.YOU_AND_TUTOR,
        ending.AGREEMENTS,
        agreements,
    ),
    Kept(
        "questions",
        Group.HELP,
        (HelpRequest,),
        _("Vos demandes d’aide, et quand elles ont eu une réponse."),
        words.FOR_ANSWER,
        words.ONE_YEAR_AFTER,
        words.YOU_TUTOR_AND_CENTRE,
        ending.FOLLOW_UP,
        questions,
        words={"act": QUESTION_ACTS, "state": HELP_NAMES},
    ),
    Kept(
        "signals",
        Group.HELP,
        (Signal,),
        _("Les raisons pour lesquelles quelqu’un a été prévenu que vous aviez peut-être besoin d’aide."),
        words.FOR_ANSWER,
        words.ONE_YEAR_AFTER,
        words.YOU_AND_TUTOR,
        ending.SIGNALS,
        signals,
        words={"kind": SIGNAL_NAMES},
    ),
    Kept(
        "interventions",
        Group.HELP,
        (Intervention,),
        _("Ce qui a été fait pour vous aider. Les notes de travail de qui vous accompagne n’y sont pas."),
        words.FOR_PROOF,
        words.AS_PROOF,
        words.YOU_AND_TUTOR,
        ending.FOLLOW_UP,
        interventions,
        words={"act": DONE_NAMES},
    ),
    Kept(
        "handovers",
        Group.HELP,
        (Handover,),
        _("Les jours où une autre personne a commencé à vous accompagner, et le résumé qu’elle a reçu."),
        words.FOR_ANSWER,
        words.ONE_YEAR_AFTER,
        words.YOU_AND_TUTOR,
        ending.FOLLOW_UP,
        handovers,
        words={"reason": HANDOVER_NAMES},
    ),
    Kept(
        "tips",
        Group.WORK,
        (Tip,),
        _("Les astuces que vous avez proposées ou décidées pour un module."),
        words.FOR_WORK,
        words.WITH_MODULE,
        words.YOU_AND_AUTHORS,
        ending.TIPS,
        tips,
        words={"act": TIP_ACTS, "state": TIP_NAMES},
    ),
)
