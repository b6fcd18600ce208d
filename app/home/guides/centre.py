"""For who runs a centre: its people, its hours, its cards."""

from flask_babel import lazy_gettext as _

from app.home.guides.shape import Guide, Question, Way, say

PEOPLE = Way("people.team", _("Personnes"))
CARDS = Way("people.cards", _("Cartes"))
GROUPS = Way("people.groups", _("Groupes"))
TABLE = Way("people.show_table", _("Plusieurs à la fois"))
NEW = Way("people.show_new_person", _("Ajouter une personne"))
OPENING = Way("centres.own_hours", _("Ouverture du centre"))
REVIEWING = Way("studio.reviewing", _("Relecture"))
SESSIONS = Way("in_centre.sessions", _("Séances"))

CENTRE = Guide(
    key="centre",
    policy="centre_manager",
    name=_("Gérer un centre"),
    title=_("Aide : gérer un centre"),
    questions=(
        Question(
            "person",
            _("Comment ajouter une personne ?"),
            (
                say(
                    _(
                        "Dans « %(people)s », touchez « %(add)s » : un prénom et un rôle suffisent. Avec une adresse, un mail part ; sans adresse, une carte ouvre le compte."
                    ),
                    people=_("Personnes"),
                    add=_("Ajouter une personne"),
                ),
            ),
            (NEW, PEOPLE),
        ),
        Question(
            "many",
            _("J’ai toute une liste de personnes"),
            (
                say(
                    _(
                        "« %(table)s » prend un tableau CSV. Vous voyez d’abord ce qui changerait, et toutes les fautes d’un coup. Le même tableau deux fois ne change rien."
                    ),
                    table=_("Plusieurs à la fois"),
                ),
            ),
            (TABLE,),
        ),
        Question(
            "cards",
            _("Comment faire des cartes ?"),
            (
                say(
                    _(
                        "Dans « %(cards)s », cochez les noms, puis « %(sheet)s ». Une nouvelle carte remplace l’ancienne."
                    ),
                    cards=_("Cartes"),
                    sheet=_("Faire les cartes en PDF"),
                ),
            ),
            (CARDS,),
        ),
        Question(
            "tutor",
            _("Qui accompagne qui ?"),
            (
                say(
                    _(
                        "Dans « %(people)s », la colonne « %(tutors)s » le dit, et un filtre montre qui n’a personne. Ouvrez la personne pour choisir. Les conversations suivent."
                    ),
                    people=_("Personnes"),
                    tutors=_("Tutorat"),
                ),
            ),
            (PEOPLE,),
        ),
        Question(
            "group",
            _("Une classe ou une équipe arrive"),
            (
                _(
                    "Créez un groupe : il commence un module d’un coup, avec une même personne qui accompagne.",
                ),
            ),
            (GROUPS,),
        ),
        Question(
            "leaves",
            _("Une personne quitte le centre"),
            (
                say(
                    _(
                        "Sur sa page, terminez son rôle : « %(end)s », ou à une date. Elle garde son dossier ; le centre garde ce qu’il doit garder."
                    ),
                    end=_("Terminer ce soir"),
                ),
            ),
            (PEOPLE,),
        ),
        Question(
            "suspend",
            _("Un compte doit être fermé tout de suite"),
            (
                say(
                    _(
                        "Sur la page de la personne, touchez « %(suspend)s » : toutes ses sessions se ferment. Ce qu’elle a fait reste, et le compte peut rouvrir."
                    ),
                    suspend=_("Suspendre le compte"),
                ),
            ),
            (PEOPLE,),
        ),
        Question(
            "keys",
            _("Une personne a perdu le téléphone qui donne ses codes"),
            (
                say(
                    _("Sur sa page, « %(ways)s », puis « %(reset)s ». C’est noté, et un mail la prévient."),
                    ways=_("Comment cette personne se connecte"),
                    reset=_("Effacer codes et clés d’accès"),
                ),
            ),
            (PEOPLE,),
        ),
        Question(
            "hours",
            _("Comment changer les heures, une fermeture, le numéro à appeler ?"),
            (
                say(
                    _(
                        "Dans « %(opening)s ». Les délais de réponse se comptent dans ces heures. Le nom, le numéro et les heures se lisent au bas de chaque page."
                    ),
                    opening=_("Ouverture du centre"),
                ),
            ),
            (OPENING,),
        ),
        Question(
            "sessions",
            _("Que se passe-t-il dans les ateliers ?"),
            (
                say(
                    _("« %(sessions)s » montre chaque date, qui anime, et les places prises."),
                    sessions=_("Séances"),
                ),
            ),
            (SESSIONS,),
        ),
        Question(
            "review",
            _("Qui peut publier un module du centre ?"),
            (
                say(
                    _(
                        "« %(review)s » le règle : la personne qui l’écrit décide seule, ou une autre l’a d’abord approuvé."
                    ),
                    review=_("Relecture"),
                ),
            ),
            (REVIEWING,),
        ),
        Question(
            "who",
            _("Que puis-je voir ?"),
            (
                _(
                    "Les personnes de votre centre, leur progrès et leurs présences. Pas leurs messages. Quand une personne part, ce qu’elle fait ensuite ne se voit plus d’ici."
                ),
            ),
        ),
    ),
)
