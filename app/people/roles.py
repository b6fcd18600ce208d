"""Roles as people say them, without a gender."""

from flask_babel import lazy_gettext as _

from app.people.models import Role

ROLE_NAMES = {
    Role.LEARNER: _("En formation"),
    Role.TUTOR: _("Tutorat"),
    Role.TRAINER: _("Formation et écriture de modules"),
    Role.SESSION_HOST: _("Responsable de séances"),
    Role.ASSESSOR: _("Évaluation"),
    Role.CENTRE_MANAGER: _("Responsable de centre"),
    Role.TRAINING_ADVISER: _("Conseil en formation"),
    Role.COMPANY_CONTACT: _("Contact d’une entreprise"),
    Role.NETWORK_MANAGER: _("Responsable du réseau"),
    Role.FUNDING_OFFICER: _("Financement"),
}
# What a centre gives by itself; the network names its own people.
GIVEN_BY_CENTRES = (
    Role.LEARNER,
    Role.TUTOR,
    Role.TRAINER,
    Role.SESSION_HOST,
    Role.ASSESSOR,
    Role.CENTRE_MANAGER,
)
