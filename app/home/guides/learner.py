"""For who learns, perhaps on a first screen, after a shift."""

from flask_babel import lazy_gettext as _

from app.home.guides.shape import Guide, Question, Way, say

NOW = Way("home.now", _("Maintenant"))
MODULES = Way("learning.modules", _("Mes modules"))
SESSIONS = Way("in_centre.my_sessions", _("Mes séances"))
MESSAGES = Way("chat.conversations", _("Messages"))
PROFILE = Way("people.profile", _("Mon profil"))

LEARNER = Guide(
    key="learner",
    policy="learner",
    name=_("Apprendre"),
    title=_("Aide : apprendre"),
    questions=(
        Question(
            "begin",
            _("Par où commencer ?"),
            (
                say(
                    _(
                        "La page « %(now)s » dit ce qu’il y a à faire ensuite. Touchez son grand bouton : « %(begin)s » la première fois, « %(resume)s » ensuite."
                    ),
                    now=_("Maintenant"),
                    begin=_("Commencer"),
                    resume=_("Reprendre"),
                ),
                say(
                    _("Pas encore de module ? Touchez « %(choose)s », puis « %(start)s »."),
                    choose=_("Choisir un module"),
                    start=_("Commencer ce module"),
                ),
            ),
            (NOW, MODULES),
        ),
        Question(
            "screen",
            _("Je n’ai jamais utilisé un écran pour apprendre. Que faire avec les doigts ?"),
            (
                _(
                    "Toucher, c’est poser le doigt une fois, puis le lever. Avec une souris, c’est appuyer une fois sur le bouton de gauche."
                ),
                _(
                    "Pour lire plus bas, glissez le doigt vers le haut. Un mot souligné mène à une autre page ; la flèche, en haut à gauche, ramène d’où vous venez."
                ),
                _("Vous ne pouvez rien casser. Essayez."),
            ),
        ),
        Question(
            "stopped",
            _("Comment reprendre là où j’en étais ?"),
            (
                say(
                    _(
                        "Sur « %(now)s », touchez « %(resume)s » : vous revenez à la même ligne, aussi sur un autre appareil. Avant de partir, il n’y a rien à enregistrer : chaque réponse l’est déjà."
                    ),
                    now=_("Maintenant"),
                    resume=_("Reprendre"),
                ),
                say(
                    _("Ce qui est fait, et ce qui reste : dans le module, touchez « %(why)s »."),
                    why=_("Ce qui compte, et pourquoi"),
                ),
            ),
            (NOW,),
        ),
        Question(
            "wrong",
            _("Et si ma réponse est fausse ?"),
            (_("Ce n’est pas grave : personne ne vous note. Lisez l’explication, puis essayez encore."),),
        ),
        Question(
            "lost",
            _("Je ne comprends pas. Qui m’aide ?"),
            (
                say(
                    _(
                        "Sous chaque bloc, touchez « %(lost)s ». Écrivez avec vos mots ce qui bloque, puis touchez « %(send)s ». La personne qui vous accompagne voit le bloc et vos essais. L’écran dit quand elle répond."
                    ),
                    lost=_("Je ne comprends pas"),
                    send=_("Envoyer"),
                ),
                say(
                    _(
                        "Sa réponse s’affiche sous le bloc, et dans « %(messages)s ». C’est urgent ? Appelez votre centre."
                    ),
                    messages=_("Messages"),
                ),
            ),
            (MESSAGES,),
        ),
        Question(
            "no-network",
            _("Le réseau est coupé. Est-ce que je perds mes réponses ?"),
            (
                say(
                    _(
                        "Non. Restez sur la page et continuez. « %(kept)s » veut dire : c’est gardé dans cet appareil, et cela partira quand le réseau revient."
                    ),
                    kept=_("Gardé ici, partira seul"),
                ),
                _(
                    "Vous avez fermé la page ? Rouvrez-la sur le même appareil, avec du réseau. Ne quittez pas votre session avant."
                ),
            ),
        ),
        Question(
            "book",
            _("Comment réserver la séance au centre ?"),
            (
                say(
                    _(
                        "Dans « %(sessions)s », choisissez une date et touchez « %(book)s ». S’il manque quelque chose, la page dit quoi, et y mène."
                    ),
                    sessions=_("Mes séances"),
                    book=_("Réserver une place"),
                ),
                say(
                    _("Un empêchement ? Ouvrez la séance et touchez « %(cancel)s », jusqu’à son début."),
                    cancel=_("Annuler ma place"),
                ),
            ),
            (SESSIONS,),
        ),
        Question(
            "bring",
            _("Que dois-je apporter, et où aller ?"),
            (
                say(
                    _(
                        "Dans « %(sessions)s », ouvrez votre séance. Elle dit le lieu, l’heure, avec qui, et « %(bring)s » : chaussures de sécurité, documents."
                    ),
                    sessions=_("Mes séances"),
                    bring=_("À prendre avec vous"),
                ),
            ),
            (SESSIONS,),
        ),
        Question(
            "card",
            _("J’ai perdu ma carte ou mon mot de passe"),
            (
                _(
                    "La carte : appelez votre centre, il en fait une autre tout de suite. L’ancienne n’ouvre plus rien."
                ),
                say(
                    _(
                        "Le mot de passe : sur la page de connexion, touchez « %(forgotten)s ». Le téléphone : sous « %(sittings)s », dans « %(profile)s », fermez la session de cet appareil."
                    ),
                    forgotten=_("Mot de passe oublié ?"),
                    sittings=_("Mes sessions ouvertes"),
                    profile=_("Mon profil"),
                ),
            ),
            (PROFILE,),
        ),
        Question(
            "who",
            _("Qui voit ce que je fais ?"),
            (
                _(
                    "La personne qui vous accompagne, ou qui la remplace, voit vos réponses, vos questions et votre progrès. La personne qui gère votre centre voit votre progrès. Qui anime une séance où vous avez une place voit ce qui est prêt."
                ),
                say(
                    _(
                        "Ce que vous écrivez sous « %(notes)s » reste à vous, sauf si vous le partagez. Aucune autre personne en formation, et aucune entreprise, ne lit vos réponses ni vos messages."
                    ),
                    notes=_("Ce que j’en pense"),
                ),
            ),
        ),
        Question(
            "shared",
            _("Je termine sur un appareil que d’autres utilisent"),
            (
                say(
                    _(
                        "Tout en bas de la page, touchez « %(leave)s ». Gardez votre PIN et votre mot de passe pour vous."
                    ),
                    leave=_("Quitter ma session"),
                ),
            ),
        ),
        Question(
            "language",
            _("Comment lire dans une autre langue ?"),
            (
                say(
                    _("Tout en bas de chaque page, sous « %(language)s », touchez la vôtre."),
                    language=_("Langue"),
                ),
            ),
            (PROFILE,),
        ),
        Question(
            "mistake",
            _("Je vois une erreur dans un module"),
            (
                say(
                    _(
                        "Sous le bloc, touchez « %(report)s ». Si quelqu’un pourrait se blesser, dites-le : plus personne ne commence l’unité tant que ce n’est pas vérifié."
                    ),
                    report=_("Signaler une erreur"),
                ),
            ),
        ),
    ),
)
