"""For who runs the network: its centres, and the installation."""

from flask_babel import lazy_gettext as _

from app.home.guides.shape import Guide, Question, Way, say

THE_NETWORK = Way("centres.network", _("Le réseau"))
NEW_CENTRE = Way("centres.show_new_centre", _("Ajouter un centre"))
STATE = Way("operation.state", _("Installation"))
MAILS = Way("operation.mails", _("Mails"))
SETTINGS = Way("operation.settings", _("Réglages"))

NETWORK = Guide(
    key="network",
    policy="network_manager",
    name=_("Gérer le réseau"),
    title=_("Aide : gérer le réseau"),
    questions=(
        Question(
            "centre",
            _("Comment ajouter un centre ?"),
            (
                say(
                    _(
                        "Dans « %(network)s », touchez « %(add)s » : nom, métiers, heures, numéro à appeler, et qui le dirige. Cette personne reçoit un mail et ouvre ensuite les comptes."
                    ),
                    network=_("Le réseau"),
                    add=_("Ajouter un centre"),
                ),
            ),
            (NEW_CENTRE, THE_NETWORK),
        ),
        Question(
            "lacks",
            _("Que manque-t-il, et où ?"),
            (
                say(
                    _(
                        "Dans « %(network)s », un filtre montre les centres à compléter : sans responsable, sans heures, sans numéro à appeler."
                    ),
                    network=_("Le réseau"),
                ),
            ),
            (THE_NETWORK,),
        ),
        Question(
            "manager",
            _("La personne qui dirige un centre change"),
            (
                _(
                    "Sur la page du centre, nommez la nouvelle personne, puis terminez le rôle de l’autre. Un compte existant garde tout ce qu’il a.",
                ),
            ),
            (THE_NETWORK,),
        ),
        Question(
            "hours",
            _("Un centre ferme quelques jours"),
            (
                _(
                    "Depuis sa page, ouvrez ses heures et fermetures. Un agenda iCalendar se prend aussi ; vous voyez d’abord ce qui change."
                ),
            ),
            (THE_NETWORK,),
        ),
        Question(
            "virtual",
            _("Qu’est-ce qu’un centre virtuel ?"),
            (
                _(
                    "Une équipe qui accompagne, sans atelier. Ses séances se réservent dans les autres centres."
                ),
            ),
        ),
        Question(
            "state",
            _("Est-ce que tout marche ?"),
            (
                say(
                    _(
                        "« %(state)s » le dit en une phrase, puis ce qui demande une décision. Une tâche arrêtée se relance avec « %(again)s »."
                    ),
                    state=_("Installation"),
                    again=_("Réessayer"),
                ),
            ),
            (STATE,),
        ),
        Question(
            "mails",
            _("Les mails partent-ils ?"),
            (
                say(
                    _(
                        "« %(mails)s » montre ce qui est parti, ce qui attend et ce qui est refusé. « %(test)s » essaie le serveur tout de suite."
                    ),
                    mails=_("Mails"),
                    test=_("Envoyer un mail d’essai"),
                ),
            ),
            (MAILS,),
        ),
        Question(
            "settings",
            _("Où changer un réglage ?"),
            (
                say(
                    _("« %(settings)s » les montre. Ils se changent là où le serveur démarre."),
                    settings=_("Réglages"),
                ),
            ),
            (SETTINGS,),
        ),
        Question(
            "keys",
            _("Une personne qui dirige un centre a perdu le téléphone qui donne ses codes"),
            (
                _(
                    "Une autre personne qui gère le même centre efface ses codes. S’il n’y en a pas, qui tient le serveur a une commande pour cela.",
                ),
            ),
        ),
        Question(
            "who",
            _("Que puis-je voir des personnes ?"),
            (
                _(
                    "Des nombres par centre, jamais sous cinq. Les dossiers, les réponses et les messages restent dans les centres."
                ),
            ),
        ),
    ),
)
