"""For who writes modules, with an hour a week to do it."""

from flask_babel import lazy_gettext as _

from app.home.guides.shape import Guide, Question, Way, say

MODULES = Way("studio.modules", _("Mes modules"))

TRAINER = Guide(
    key="trainer",
    policy="trainer",
    name=_("Écrire un module"),
    title=_("Aide : écrire un module"),
    questions=(
        Question(
            "begin",
            _("Comment commencer un module ?"),
            (
                say(
                    _(
                        "Dans « %(modules)s », cherchez d’abord s’il existe déjà dans le réseau. Sinon, sous « %(begin)s », donnez-lui un titre, puis « %(write)s ». C’est un brouillon : qui apprend ne le voit pas."
                    ),
                    modules=_("Mes modules"),
                    begin=_("Commencer un module"),
                    write=_("Commencer à écrire"),
                ),
            ),
            (MODULES,),
        ),
        Question(
            "write",
            _("Comment écrire une unité ?"),
            (
                say(
                    _(
                        "Touchez « %(insert)s », puis choisissez : un texte, une image, une question. Remplissez les champs. Tout s’enregistre tout seul, l’écran le dit."
                    ),
                    insert=_("Insérer un bloc"),
                ),
                _("Une unité de 5 à 12 minutes se lit pendant une pause. Après chaque idée, une question."),
            ),
            (MODULES,),
        ),
        Question(
            "see",
            _("Que verra la personne qui apprend ?"),
            (
                say(
                    _(
                        "« %(preview)s » le montre à côté, comme sur un téléphone ou un ordinateur. « %(trial)s » ouvre toute l’unité, et rien ne part."
                    ),
                    preview=_("Aperçu"),
                    trial=_("Essayer l’unité"),
                ),
            ),
        ),
        Question(
            "undo",
            _("J’ai effacé quelque chose"),
            (
                say(
                    _(
                        "« %(undo)s », en haut, défait votre dernier geste. « %(history)s » garde chaque changement : « %(back)s » le fait revenir."
                    ),
                    undo=_("Annuler"),
                    history=_("Historique"),
                    back=_("Revenir à ce texte"),
                ),
            ),
        ),
        Question(
            "together",
            _("Nous sommes plusieurs à écrire"),
            (
                _(
                    "L’écran montre qui est là. Si deux personnes changent le même bloc, vous voyez les deux textes et choisissez. Rien ne se perd."
                ),
            ),
        ),
        Question(
            "import",
            _("J’ai déjà un document ou des questions"),
            (
                say(
                    _(
                        "Dans le module, touchez « %(elsewhere)s » : Word, Markdown, questions de Moodle. Vous voyez d’abord ce qui serait repris."
                    ),
                    elsewhere=_("Reprendre d’ailleurs"),
                ),
            ),
            (MODULES,),
        ),
        Question(
            "media",
            _("Comment ajouter une image ou une vidéo ?"),
            (
                say(
                    _(
                        "Depuis le bloc, ou sous « %(media)s ». Une image demande sa description, une vidéo ses sous-titres et son texte : des personnes ne la voient pas, ou n’ont pas le son."
                    ),
                    media=_("Fichiers du module"),
                ),
            ),
        ),
        Question(
            "languages",
            _("Comment traduire un module ?"),
            (
                say(
                    _(
                        "Sous « %(languages)s », commencez une langue. Le texte d’origine reste à côté. Ce qui n’est pas traduit se lit dans la langue d’origine."
                    ),
                    languages=_("Langues"),
                ),
            ),
            (MODULES,),
        ),
        Question(
            "publish",
            _("Comment publier ?"),
            (
                say(
                    _(
                        "« %(review)s » dit ce qui manque encore, qui relit, et pour qui cela change quelque chose. Une fois tout prêt, publiez."
                    ),
                    review=_("Relire et publier"),
                ),
                say(
                    _(
                        "Qui a commencé une version la garde. Pour faire passer des personnes à la nouvelle : « %(versions)s »."
                    ),
                    versions=_("Qui est sur quelle version"),
                ),
            ),
            (MODULES,),
        ),
        Question(
            "error",
            _("Quelqu’un signale une erreur"),
            (
                say(
                    _(
                        "Elle arrive sous « %(reports)s ». Sur un point de sécurité, plus personne ne commence l’unité. Corrigez, publiez, puis dites ce qui a été fait : chaque personne le lit."
                    ),
                    reports=_("Erreurs signalées"),
                ),
            ),
            (MODULES,),
        ),
        Question(
            "stumble",
            _("Où les personnes ont-elles du mal ?"),
            (
                say(
                    _(
                        "« %(stumble)s » montre les questions difficiles et les endroits où l’on s’arrête, dès que cinq personnes sont passées. « %(tips)s » contient les réponses qui ont aidé."
                    ),
                    stumble=_("Où l’on bute"),
                    tips=_("Notes proposées"),
                ),
            ),
            (MODULES,),
        ),
        Question(
            "who",
            _("Est-ce que je vois les réponses des personnes ?"),
            (
                _(
                    "Non. Vous voyez combien de personnes répondent quoi, jamais qui, et rien à moins de cinq. Les réponses sont à la personne et à qui l’accompagne."
                ),
            ),
        ),
    ),
)
