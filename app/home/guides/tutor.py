"""For who accompanies: whom to call today, and what comes of it."""

from flask_babel import lazy_gettext as _

from app.home.guides.shape import Guide, Question, Way, say

NEEDS = Way("tutoring.needs", _("Qui a besoin de moi"))
FOLLOWED = Way("tutoring.people", _("Mes suivis"))
MESSAGES = Way("chat.conversations", _("Messages"))
PROMISE = Way("tutoring.promise", _("Ma promesse"))
CARDS = Way("people.cards", _("Cartes"))

TUTOR = Guide(
    key="tutor",
    policy="tutor",
    name=_("Accompagner"),
    title=_("Aide : accompagner"),
    questions=(
        Question(
            "today",
            _("Qui dois-je aider aujourd’hui ?"),
            (
                say(
                    _(
                        "La page « %(needs)s » le dit. Chaque ligne, c’est une personne, une raison avec ses chiffres, et une chose à faire. Faites-la sans quitter la liste : la ligne se vide."
                    ),
                    needs=_("Qui a besoin de moi"),
                ),
                _("Liste vide ? Personne n’attend rien de vous."),
            ),
            (NEEDS,),
        ),
        Question(
            "answer",
            _("Comment répondre à une question ?"),
            (
                say(
                    _(
                        "Touchez « %(reply)s » : vous voyez le bloc et les essais de la personne. Écrivez, puis touchez « %(done)s ». La réponse s’affiche sous son bloc et dans ses messages."
                    ),
                    reply=_("Répondre"),
                    done=_("Répondre et classer"),
                ),
            ),
            (NEEDS, MESSAGES),
        ),
        Question(
            "promise",
            _("En combien de temps faut-il répondre ?"),
            (
                say(
                    _(
                        "Dans le délai promis à la personne : il se lit à côté de sa question. Il se compte dans les heures d’ouverture de son centre : ni les nuits, ni les week-ends, ni les fermetures. « %(promise)s » montre le vôtre."
                    ),
                    promise=_("Ma promesse"),
                ),
            ),
            (PROMISE,),
        ),
        Question(
            "call",
            _("J’ai appelé quelqu’un. Où le noter ?"),
            (
                say(
                    _(
                        "Depuis la liste : « %(logged)s ». À tout moment, sur la page de la personne : « %(add)s ». Votre note reste entre les personnes qui accompagnent."
                    ),
                    logged=_("Noter l’appel et classer"),
                    add=_("Noter une intervention"),
                ),
            ),
            (NEEDS, FOLLOWED),
        ),
        Question(
            "where",
            _("Où en est une personne ?"),
            (
                say(
                    _(
                        "Dans « %(followed)s », touchez son nom. Une seule ligne du temps montre son étude, ses questions, ses séances et vos interventions."
                    ),
                    followed=_("Mes suivis"),
                ),
            ),
            (FOLLOWED,),
        ),
        Question(
            "work",
            _("Quelqu’un m’a envoyé un travail ou une photo"),
            (
                say(
                    _(
                        "Sur la page de la personne, regardez-le, écrivez un mot, puis touchez « %(accept)s » ou « %(again)s ». Pour faire refaire, le mot est demandé."
                    ),
                    accept=_("Accepter"),
                    again=_("À refaire"),
                ),
            ),
            (FOLLOWED,),
        ),
        Question(
            "exempt",
            _("Une personne sait déjà faire. Puis-je la dispenser ?"),
            (
                say(
                    _(
                        "Oui, depuis une ligne de « %(needs)s », avec une raison. La personne lit cette raison dans son progrès."
                    ),
                    needs=_("Qui a besoin de moi"),
                ),
            ),
            (NEEDS,),
        ),
        Question(
            "later",
            _("Je ne peux rien faire maintenant"),
            (
                say(
                    _("Touchez « %(later)s » : la ligne revient le jour que vous choisissez, ou demain."),
                    later=_("Revoir plus tard"),
                ),
            ),
            (NEEDS,),
        ),
        Question(
            "again",
            _("La même question revient souvent"),
            (
                say(
                    _(
                        "Sous votre réponse, « %(offer)s » la transmet à l’équipe du module, sans aucun nom. Elle décide de l’écrire dans le module."
                    ),
                    offer=_("Proposer cette réponse comme note au bloc"),
                ),
            ),
        ),
        Question(
            "card",
            _("Une personne a perdu sa carte"),
            (
                say(
                    _(
                        "Dans « %(cards)s », cochez son nom, puis « %(sheet)s » ou « %(screen)s ». L’ancienne carte n’ouvre plus rien. Le PIN ne se lit qu’une fois."
                    ),
                    cards=_("Cartes"),
                    sheet=_("Faire les cartes en PDF"),
                    screen=_("Montrer à l’écran"),
                ),
            ),
            (CARDS,),
        ),
        Question(
            "away",
            _("Je m’absente. Qui me remplace ?"),
            (
                _(
                    "Dites-le à la personne qui gère votre centre : elle choisit qui vous remplace, et de quand à quand. Cette personne voit vos suivis et répond à votre place."
                ),
            ),
        ),
        Question(
            "safety",
            _("Une erreur de sécurité est signalée dans un module"),
            (
                _(
                    "La page de chaque personne concernée le dit, avec le bloc. Parlez-en avec elle avant sa séance. L’équipe du module est déjà prévenue."
                ),
            ),
            (FOLLOWED,),
        ),
    ),
)
