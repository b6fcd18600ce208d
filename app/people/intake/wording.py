"""The sentences for what is wrong in a table, and what its columns are called."""

from typing import Any

from flask_babel import gettext, ngettext
from flask_babel import lazy_gettext as _

from app.kernel.sentences import say, sentence_for
from app.people.intake.reading import Fault

COLUMN_NAMES = {
    "given_name": _("Prénom"),
    "family_name": _("Nom"),
    "email": _("Adresse e-mail"),
    "phone": _("Téléphone"),
    "language": _("Langue des écrans"),
    "role": _("Rôle"),
    "dates": _("Dates du rôle"),
    "group": _("Groupe"),
    "tutor": _("Tutorat"),
    "from_on": _("À partir du"),
    "to_on": _("Jusqu’au"),
    "reference": _("Numéro"),
}
PLAIN = {
    "csv_faulty": _("Rien n’est pris : quelque chose est à revoir dans ce tableau."),
    "csv_empty": _("Ce tableau ne contient personne. La première ligne donne le nom des colonnes."),
    "csv_unreadable": _("Ce fichier n’est pas un tableau CSV. Dans votre tableur : Enregistrer sous, CSV."),
    "csv_quotes": _("Un guillemet ouvert ici n’est pas fermé comme il faut."),
    "csv_no_given_name": _("La colonne « prénom » manque. Prenez le modèle pour voir le nom des colonnes."),
    "csv_column_twice": _("Cette colonne est deux fois dans le tableau."),
    "csv_too_many_cells": _("Cette ligne a plus de cases que le tableau n’a de colonnes."),
    "csv_name_missing": _("Le prénom manque."),
    "csv_dates_turned": _("Le dernier jour vient avant le premier."),
    "csv_over_already": _("Ce rôle serait fini avant de commencer. Écrivez aussi son premier jour."),
    "csv_email_of_another": _("Le numéro est celui d’une personne, l’adresse e-mail celle d’une autre."),
    "csv_tutor_of_staff": _("Seule une personne en formation est accompagnée. Videz cette case."),
}


def learn_sentences() -> None:
    for code, sentence in PLAIN.items():
        say(code, _saying(sentence))
    for code, tell in TOLD.items():
        say(code, tell)


def _saying(sentence: Any) -> Any:
    return lambda _facts: str(sentence)


TOLD = {
    "csv_too_many": lambda facts: gettext(
        "Un tableau prend %(most)s personnes au plus. Faites-en deux.", **facts
    ),
    "csv_too_long": lambda facts: gettext("C’est trop long : %(longest)s caractères au plus.", **facts),
    "csv_language_unknown": lambda facts: gettext(
        "« %(said)s » n’est pas une langue des écrans. Écrivez fr, nl, de ou en.", **facts
    ),
    "csv_role_unknown": lambda facts: gettext(
        "« %(said)s » n’est pas un rôle qu’un centre donne. Les mots connus sont sous le tableau.", **facts
    ),
    "csv_date_unknown": lambda facts: gettext(
        "« %(said)s » n’est pas une date. Écrivez par exemple 01/09/2026.", **facts
    ),
    "csv_email_unreadable": lambda facts: gettext("« %(said)s » n’est pas une adresse e-mail.", **facts),
    "csv_email_repeated": lambda facts: gettext("La ligne %(first)s a déjà cette adresse.", **facts),
    "csv_reference_repeated": lambda facts: gettext("La ligne %(first)s a déjà ce numéro.", **facts),
    "csv_given_name_repeated": lambda facts: gettext(
        "La ligne %(first)s a déjà ce nom. Si ce sont deux personnes, donnez à chacune un numéro ou une adresse.",
        **facts,
    ),
    "csv_same_record": lambda facts: gettext("C’est la même personne qu’à la ligne %(first)s.", **facts),
    "csv_homonyms": lambda facts: ngettext(
        "Une personne du centre porte ce nom. Ajoutez un numéro ou une adresse.",
        "%(num)s personnes du centre portent ce nom. Ajoutez un numéro ou une adresse.",
        facts["count"],
    ),
    "csv_group_closed": lambda facts: gettext(
        "Le groupe « %(name)s » est fermé. Choisissez un autre nom.", **facts
    ),
    "csv_tutor_homonyms": lambda facts: gettext(
        "Plusieurs personnes du tutorat s’appellent « %(said)s ». Écrivez l’adresse e-mail.", **facts
    ),
    "csv_tutor_unknown": lambda facts: gettext(
        "« %(said)s » n’accompagne pas dans ce centre. Écrivez l’adresse e-mail d’une personne du tutorat.",
        **facts,
    ),
}


def fault_sentence(fault: Fault) -> str:
    return sentence_for(fault.code, fault.facts)
