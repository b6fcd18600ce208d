"""Before anyone has said who they are: how to come in."""

from flask_babel import lazy_gettext as _

from app.home.guides.shape import Guide, Question, Way, say

ENTERING = Guide(
    key="entering",
    policy="public",
    name=_("Se connecter"),
    title=_("Aide : se connecter"),
    questions=(
        Question(
            "card",
            _("J’ai une carte. Comment entrer ?"),
            (
                say(
                    _("Touchez « %(card)s ». Écrivez les 8 lettres de la carte, puis ses 4 chiffres."),
                    card=_("J’ai une carte"),
                ),
                _(
                    "Ou visez le carré noir et blanc de la carte avec l’appareil photo du téléphone : les lettres s’écrivent seules."
                ),
            ),
            (Way("people.show_card_sign_in", _("J’ai une carte")),),
        ),
        Question(
            "mail",
            _("J’ai une adresse e-mail. Comment entrer ?"),
            (
                say(
                    _(
                        "Touchez « %(mail)s ». Écrivez votre adresse et votre mot de passe, puis touchez « %(enter)s »."
                    ),
                    mail=_("J’ai une adresse e-mail"),
                    enter=_("Se connecter"),
                ),
            ),
            (Way("people.show_sign_in", _("J’ai une adresse e-mail")),),
        ),
        Question(
            "lost",
            _("J’ai perdu ma carte"),
            (
                _(
                    "Appelez votre centre : il fait une autre carte tout de suite. La carte perdue n’ouvre alors plus rien."
                ),
            ),
        ),
        Question(
            "forgotten",
            _("J’ai oublié mon mot de passe"),
            (
                say(
                    _(
                        "Touchez « %(forgotten)s » et écrivez votre adresse. Un mail arrive, avec un lien pour choisir un autre mot de passe. Le lien sert une fois, dans les 30 minutes."
                    ),
                    forgotten=_("Mot de passe oublié ?"),
                ),
            ),
            (Way("people.show_forgotten", _("Mot de passe oublié ?")),),
        ),
        Question(
            "refused",
            _("Cela ne marche pas, et je dois attendre"),
            (
                _(
                    "Après plusieurs essais faux, la page demande d’attendre un peu : ainsi, personne ne devine vos chiffres. Attendez, ou appelez votre centre."
                ),
            ),
        ),
        Question(
            "phone",
            _("Un code de mon téléphone est demandé, et je ne l’ai pas"),
            (
                _(
                    "Écrivez à la place un des codes gardés sur papier. Le papier est perdu aussi ? La personne qui gère votre centre efface ces codes, et vous recommencez."
                ),
            ),
        ),
        Question(
            "account",
            _("Je n’ai ni carte, ni mot de passe"),
            (_("Votre centre ouvre votre compte. Il faut une seule chose : l’appeler, ou y passer."),),
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
        ),
    ),
)
