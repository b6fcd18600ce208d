"""What this domain writes into the audit, in words."""

import uuid
from collections.abc import Iterable

from flask_babel import lazy_gettext as _
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.catalogue.models import Module
from app.people.journal.acts import Family, Part, Shown, learn_acts, learn_parts, name_with

KINDS = {"discovery": _("découverte"), "training": _("formation")}
VERDICTS = {
    "waiting": _("en attente"),
    "accepted": _("accepté"),
    "again": _("à refaire"),
    "achieved": _("acquis"),
    "redo": _("à refaire"),
}


def learn_words() -> None:
    name_with("module", _module_titles)
    learn_acts(
        Family.LEARNING,
        {
            "record_taken": _("%(who)s a ajouté une copie que %(person)s a apportée d’ailleurs."),
            "enrolled": _("%(who)s a inscrit %(person)s à « %(module)s »."),
            "moved_to_version": _(
                "%(who)s a fait passer %(person)s à la version suivante de « %(module)s »."
            ),
            "learners_moved": _("%(who)s a fait passer des personnes à la version suivante d’un module."),
            "enrolment_ended": _("La formation de %(person)s dans « %(module)s » s’est mise en pause."),
            "enrolment_resumed": _("La formation de %(person)s dans « %(module)s » a repris."),
            "work_reviewed": _("%(who)s a répondu à un travail de %(person)s dans « %(module)s »."),
        },
    )
    learn_acts(
        Family.TUTORING,
        {
            "tutor_assigned": _("%(who)s a changé qui accompagne %(person)s dans « %(module)s »."),
            "centre_left": _("Le dossier de %(person)s a suivi dans un autre centre."),
        },
    )
    learn_acts(
        Family.MODULES,
        {
            "error_reported": _("%(who)s a signalé une erreur dans « %(module)s »."),
            "report_closed": _("%(who)s a répondu à une erreur signalée dans « %(module)s »."),
        },
    )
    learn_parts(
        {
            "module": Part(_("Module"), Shown.NAMED, names="module"),
            "version": Part(_("Version")),
            "kind": Part(_("Inscription"), words=KINDS),
            "verdict": Part(_("Avis"), words=VERDICTS),
        }
    )


def _module_titles(session: Session, ids: Iterable[uuid.UUID]) -> dict[uuid.UUID, str]:
    rows = session.execute(select(Module.id, Module.title).where(Module.id.in_(list(ids))))
    return {row.id: row.title for row in rows}
