"""Roles as people say them, without a gender."""

from flask_babel import lazy_gettext as _l

from app.people.models import Role

ROLE_NAMES = {
    Role.LEARNER: _l("En formation"),
    Role.TUTOR: _l("Tutorat"),
    Role.TRAINER: _l("Formation et écriture de modules"),
    Role.SESSION_HOST: _l("Responsable de séances"),
    Role.ASSESSOR: _l("Évaluation"),
    Role.CENTRE_MANAGER: _l("Responsable de centre"),
    Role.TRAINING_ADVISER: _l("Conseil en formation"),
    Role.COMPANY_CONTACT: _l("Contact d’une entreprise"),
    Role.NETWORK_MANAGER: _l("Responsable du réseau"),
    Role.FUNDING_OFFICER: _l("Financement"),
}
