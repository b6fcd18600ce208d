"""For who hosts a session and assesses, a tablet in gloved hands."""

from flask_babel import lazy_gettext as _

from app.home.guides.shape import Guide, Question, Way, say

SESSIONS = Way("in_centre.sessions", _("Séances"))
CALENDAR = Way("in_centre.my_calendar", _("Mon agenda"))

WORKSHOP = Guide(
    key="host",
    policy="host",
    name=_("Animer et évaluer"),
    title=_("Aide : animer et évaluer une séance"),
    questions=(
        Question(
            "next",
            _("Quelles séances m’attendent ?"),
            (
                say(
                    _(
                        "« %(sessions)s » montre celles à venir, avec les places prises. « %(calendar)s » les met dans votre téléphone."
                    ),
                    sessions=_("Séances"),
                    calendar=_("Mon agenda"),
                ),
            ),
            (SESSIONS, CALENDAR),
        ),
        Question(
            "plan",
            _("Comment proposer une date ?"),
            (
                say(
                    _(
                        "Touchez « %(propose)s » : unité, salle, heures, matériel. Le matériel le plus rare donne le nombre de places. Puis « %(open)s »."
                    ),
                    propose=_("Proposer une date"),
                    open=_("Ouvrir aux réservations"),
                ),
            ),
            (SESSIONS,),
        ),
        Question(
            "ready",
            _("Qui vient, et qui est prêt ?"),
            (
                _(
                    "Ouvrez la séance. Chaque ligne dit si la personne peut passer au banc, ou ce qui reste à voir d’abord."
                ),
            ),
            (SESSIONS,),
        ),
        Question(
            "presence",
            _("Comment noter les présences ?"),
            (
                say(
                    _(
                        "Touchez le nom à chaque demi-journée. Une erreur ? Corrigez, avec la raison : les deux restent écrites. Sur papier : « %(paper)s »."
                    ),
                    paper=_("Liste imprimée"),
                ),
            ),
            (SESSIONS,),
        ),
        Question(
            "unexpected",
            _("Une personne arrive sans réservation"),
            (
                say(
                    _(
                        "Dans la séance, touchez « %(add)s ». Elle doit déjà suivre le module. Sans tout avoir fini, elle vient avec une raison que vous écrivez."
                    ),
                    add=_("Ajouter une personne"),
                ),
            ),
            (SESSIONS,),
        ),
        Question(
            "grid",
            _("Comment remplir la grille ?"),
            (
                say(
                    _(
                        "Touchez « %(grids)s ». Pour chaque geste, choisissez un niveau. « %(unseen)s » veut dire : je n’ai pas pu le voir."
                    ),
                    grids=_("Ouvrir les grilles"),
                    unseen=_("Non observé"),
                ),
                say(
                    _(
                        "À la fin, écrivez votre nom et touchez « %(sign)s ». La grille ne change plus, et la personne la lit."
                    ),
                    sign=_("Signer la grille"),
                ),
            ),
            (SESSIONS,),
        ),
        Question(
            "star",
            _("Que veut dire l’étoile ?"),
            (
                _(
                    "Un critère critique de sécurité. Un seul « non acquis », et la tâche est à refaire, quel que soit le reste. Non observé, la tâche n’est pas acquise."
                ),
            ),
        ),
        Question(
            "danger",
            _("Il y a un danger"),
            (
                say(
                    _(
                        "Arrêtez d’abord le geste. Ensuite, touchez « %(stop)s », écrivez ce qui s’est passé, puis « %(note)s ». L’heure est notée, la tâche est à refaire."
                    ),
                    stop=_("Arrêter, danger"),
                    note=_("Noter l’arrêt"),
                ),
            ),
        ),
        Question(
            "no-network",
            _("Il n’y a pas de réseau dans l’atelier"),
            (
                say(
                    _(
                        "Ouvrez la grille avant d’y entrer, et gardez la page ouverte. « %(kept)s » veut dire que rien n’est perdu : cela part quand le réseau revient."
                    ),
                    kept=_("Gardé sur cette tablette."),
                ),
            ),
        ),
        Question(
            "cancel",
            _("Il faut changer ou annuler une séance"),
            (
                say(
                    _(
                        "Dans la séance, touchez « %(change)s ». Pour annuler : « %(cancel)s », avec une raison. Chaque personne inscrite la lit."
                    ),
                    change=_("Changer"),
                    cancel=_("Annuler la séance"),
                ),
            ),
            (SESSIONS,),
        ),
        Question(
            "after",
            _("Que se passe-t-il après la signature ?"),
            (
                _(
                    "La personne a 14 jours pour lire sa grille, la commenter ou demander un second avis. Ce qui est acquis s’inscrit dans son progrès."
                ),
            ),
        ),
        Question(
            "safety",
            _("Une erreur de sécurité est signalée dans le module"),
            (
                _(
                    "La séance et la grille le disent en haut. Dites-le avant de commencer, et montrez le geste qui protège."
                ),
            ),
        ),
    ),
)
