"""Sentences that several kinds of things kept have in common."""

from flask_babel import lazy_gettext as _

from app.people.keeping import Group

#: Why.
FOR_ACCOUNT = _("Pour que vous puissiez vous connecter, et vous seulement.")
FOR_LEARNING = _(
    "Pour que vous retrouviez votre travail, et que la personne qui vous accompagne puisse aider."
)
FOR_PROOF = _("Pour prouver ce que vous avez suivi et réussi.")
FOR_ANSWER = _("Pour que vous ayez une réponse, à temps.")
FOR_WORKSHOP = _("Pour préparer votre venue et montrer ce que vous savez faire.")
FOR_WORK = _("Pour savoir qui a fait quoi dans le travail du centre.")

#: Until when.
WITH_ACCOUNT = _("Aussi longtemps que votre compte.")
AS_PROOF = _("Aussi longtemps que la preuve de votre formation, demandée par qui la finance.")
NINETY_DAYS = _("90 jours.")
ONE_YEAR_AFTER = _("Un an après la fin de votre dernier module.")
WITH_MODULE = _("Aussi longtemps que le module.")

#: Who sees it.
YOU_ALONE = _("Vous seulement.")
YOU_AND_TUTOR = _("Vous, et la personne qui vous accompagne.")
YOU_TUTOR_AND_CENTRE = _("Vous, la personne qui vous accompagne, et qui gère votre centre.")
YOU_HOST_AND_CENTRE = _(
    "Vous, la personne qui vous accompagne, qui anime la séance, et qui gère votre centre."
)
YOU_AND_CENTRE = _("Vous, et qui gère votre centre.")
YOU_AND_AUTHORS = _("Vous, et les personnes qui écrivent le module.")

GROUP_NAMES = {
    Group.ACCOUNT: _("Votre compte"),
    Group.LEARNING: _("Ce que vous apprenez"),
    Group.HELP: _("Ce que vous demandez et ce qu’on vous répond"),
    Group.CENTRE: _("Vos venues au centre"),
    Group.WORK: _("Votre travail"),
}
