"""What people wrote and sent, and what they did for a module that others learn."""

import uuid

from flask_babel import lazy_gettext as _
from sqlalchemy import case, or_, select
from sqlalchemy.orm import Session

from app.catalogue.models import Module, ModuleVersion
from app.learning import ending
from app.learning.brought.models import Brought
from app.learning.files import JPEG
from app.learning.kept.ground import MODULE, of_enrolments, words_of
from app.learning.models import Enrolment, ErrorReport, Move, Reflection, ReportState, Submission, Verdict
from app.people import keeping_words as words
from app.people.keeping import Group, Kept, KeptFile, Rows
from app.people.models import Person
from app.people.queries import NAME


def reflections(person_id: uuid.UUID) -> Rows:
    statement = select(
        MODULE,
        Reflection.block,
        words_of(Reflection.block),
        Reflection.text,
        Reflection.is_shared,
        Reflection.saved_at.label("at"),
    ).join(Enrolment, Enrolment.id == Reflection.enrolment_id)
    return [of_enrolments(statement, person_id).order_by(Reflection.saved_at)]


def submissions(person_id: uuid.UUID) -> Rows:
    statement = (
        select(
            MODULE,
            Submission.block,
            words_of(Submission.block),
            Submission.text,
            Submission.id.label("file"),
            Submission.media_type,
            Submission.sent_at.label("at"),
            Submission.verdict,
            NAME.label("by"),
            Submission.verdict_at,
            Submission.remark,
        )
        .join(Enrolment, Enrolment.id == Submission.enrolment_id)
        .outerjoin(Person, Person.id == Submission.verdict_by)
    )
    return [of_enrolments(statement, person_id).order_by(Submission.sent_at, Submission.id)]


def sent_files(session: Session, person_id: uuid.UUID) -> list[KeptFile]:
    """Each under the id that its row gives as `file`."""
    rows = session.execute(
        select(Submission.id, Submission.sha256, Submission.media_type)
        .join(Enrolment, Enrolment.id == Submission.enrolment_id)
        .where(Enrolment.learner_id == person_id, Submission.sha256.is_not(None))
        .order_by(Submission.id)
    )
    return [KeptFile(f"{row.id}.{'jpg' if row.media_type == JPEG else 'pdf'}", row.sha256) for row in rows]


def reports(person_id: uuid.UUID) -> Rows:
    by_them = ErrorReport.reported_by == person_id
    return [
        select(
            Module.title.label("module"),
            ErrorReport.block,
            ErrorReport.label.label("title"),
            case((by_them, "reported"), else_="closed").label("act"),
            case((by_them, ErrorReport.text), else_="").label("text"),
            ErrorReport.is_safety,
            ErrorReport.reported_at.label("at"),
            ErrorReport.state,
            ErrorReport.closed_at,
            ErrorReport.outcome,
        )
        .join(Module, Module.id == ErrorReport.module_id)
        .where(or_(by_them, ErrorReport.closed_by == person_id))
        .order_by(ErrorReport.reported_at)
    ]


def moves(person_id: uuid.UUID) -> Rows:
    return [
        select(ModuleVersion.title.label("module"), ModuleVersion.number, Move.begun_at, Move.ended_at)
        .join(ModuleVersion, ModuleVersion.id == Move.to_version_id)
        .where(Move.begun_by == person_id)
        .order_by(Move.begun_at)
    ]


def brought(person_id: uuid.UUID) -> Rows:
    return [
        select(
            Brought.origin,
            Brought.name.label("title"),
            Brought.made_at,
            Brought.taken_at,
            NAME.label("by"),
            Brought.carried.label("result"),
        )
        .outerjoin(Person, Person.id == Brought.taken_by)
        .where(Brought.person_id == person_id)
        .order_by(Brought.taken_at, Brought.id)
    ]


VERDICT_NAMES = {
    Verdict.WAITING: _("en attente d’un regard"),
    Verdict.ACCEPTED: _("accepté"),
    Verdict.AGAIN: _("à reprendre"),
}
REPORT_NAMES = {
    ReportState.OPEN: _("ouvert"),
    ReportState.CORRECTED: _("corrigé"),
    ReportState.UNFOUNDED: _("sans erreur trouvée"),
}
REPORT_ACTS = {"reported": _("signalé"), "closed": _("traité")}

PARTS = (
    Kept(
        "reflections",
        Group.LEARNING,
        (Reflection,),
        _("Ce que vous avez écrit pour vous dans les modules."),
        _("Pour que vous le retrouviez."),
        words.ONE_YEAR_AFTER,
        _("Vous seulement, ou la personne qui vous accompagne aussi, là où vous l’avez choisi."),
        ending.WORK,
        reflections,
    ),
    Kept(
        "submissions",
        Group.LEARNING,
        (Submission,),
        _("Les textes, photos et documents que vous avez envoyés, et ce qui vous a été répondu."),
        words.FOR_PROOF,
        words.AS_PROOF,
        words.YOU_AND_TUTOR,
        ending.EVIDENCE,
        submissions,
        words={"verdict": VERDICT_NAMES},
        files=sent_files,
    ),
    Kept(
        "reports",
        Group.LEARNING,
        (ErrorReport,),
        _("Les erreurs que vous avez signalées ou traitées dans un module."),
        _("Pour corriger le module."),
        words.WITH_MODULE,
        words.YOU_AND_AUTHORS,
        ending.OTHERS,
        reports,
        words={"state": REPORT_NAMES, "act": REPORT_ACTS},
    ),
    Kept(
        "brought",
        Group.LEARNING,
        (Brought,),
        _("Ce que vous avez apporté d’un autre réseau."),
        _("Pour que la personne qui vous accompagne sache ce que vous avez déjà fait ailleurs."),
        words.WITH_ACCOUNT,
        words.YOU_TUTOR_AND_CENTRE,
        ending.WORK,
        brought,
    ),
    Kept(
        "moves",
        Group.WORK,
        (Move,),
        _("Les passages à une nouvelle version que vous avez décidés."),
        words.FOR_WORK,
        words.WITH_MODULE,
        words.YOU_AND_AUTHORS,
        ending.OTHERS,
        moves,
    ),
)
