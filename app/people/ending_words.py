"""What is left of someone who was erased, and why: sentences that several kinds have in common."""

from flask_babel import lazy_gettext as _

EVIDENCE = _(
    "D’une formation financée : qu’elle a été suivie, quand et avec quel résultat, tant qu’un bailleur de fonds peut en "
    "demander la preuve. D’un module suivi librement, rien ne reste."
)
MESSAGES = _(
    "Les messages, chez les autres personnes de la conversation, pour le temps où ils sont gardés ; dans leur texte aussi, "
    "votre nom, votre adresse et votre numéro partent."
)
WORK = _(
    "Ce qui a été fait pour d’autres au travail : modules, relectures, réponses, grilles signées. D’autres s’en servent."
)
WISH = _("Que vous avez demandé l’effacement, quand, et ce qui a été répondu.")
ACTS = _(
    "Le journal de ce qui a été fait avec des droits sur d’autres personnes, pour le temps où il est gardé."
)
