"""What is still missing, said to who writes in forms: the same faults as in files, without the signs of files."""

from collections.abc import Mapping
from typing import Any

from flask_babel import lazy_gettext

#: By the fault's code; a code that is not here says itself without signs already.
SENTENCES: Mapping[str, Any] = {
    "attribute_missing": lazy_gettext("Un champ est encore vide. Complétez-le."),
    "alt_missing": lazy_gettext("L’image n’est pas décrite. Dites ce qu’elle montre."),
    "read_otherwise": lazy_gettext(
        "Une ligne commence par un signe qui serait lu autrement. Écrivez-la autrement."
    ),
    "title_empty": lazy_gettext("Le titre est vide. Écrivez-le."),
    "block_empty": lazy_gettext("Ce bloc est vide. Écrivez son texte."),
    "steps_missing": lazy_gettext("Il n’y a encore aucune étape."),
    "checklist_empty": lazy_gettext("Il n’y a encore rien à cocher."),
    "column_count": lazy_gettext("Il faut de 2 à 4 colonnes, chacune avec son titre."),
    "column_empty": lazy_gettext("Une colonne est vide. Complétez-la ou retirez-la."),
    "text_before_columns": lazy_gettext("Une colonne n’a pas de titre."),
    "address_not_https": lazy_gettext("L’adresse commence par https://."),
    "grid_missing": lazy_gettext("La grille n’a encore aucun critère."),
    "statement_missing": lazy_gettext("La question n’est pas encore posée."),
    "too_few_answers": lazy_gettext("Il faut au moins deux réponses."),
    "no_right_answer": lazy_gettext("Aucune réponse n’est marquée juste."),
    "two_right_answers": lazy_gettext(
        "Une seule réponse peut être juste. Pour plusieurs, choisissez « Plusieurs réponses »."
    ),
    "answer_empty": lazy_gettext("Une réponse est vide. Complétez-la ou retirez-la."),
    "feedback_missing": lazy_gettext("Une réponse n’a pas d’explication."),
    "bad_tries": lazy_gettext("Le nombre d’essais va de 1 à 20."),
    "order_items": lazy_gettext("Il faut de 2 à 10 éléments à mettre en ordre."),
    "general_feedback_missing": lazy_gettext("Il manque une explication."),
    "bad_decimal": lazy_gettext("« %(value)s » n’est pas un nombre."),
    "bad_wrong_value": lazy_gettext("« %(value)s » n’est pas un nombre."),
    "right_value_in_list": lazy_gettext("La réponse juste est déjà donnée plus haut."),
    "value_twice": lazy_gettext("La valeur « %(value)s » figure deux fois. Gardez-en une seule."),
    "raw_html": lazy_gettext("Le code HTML n’est pas accepté. Écrivez du texte."),
    "heading_level": lazy_gettext("Dans un bloc, il n’y a que des sous-titres."),
    "heading_here": lazy_gettext("Un titre n’a pas sa place ici. Mettez plutôt des mots en gras."),
    "picture_in_text": lazy_gettext("Une image se place dans un bloc Image, avec sa description."),
    "label_unreadable": lazy_gettext("Un repère de l’image n’a pas de nom ou pas de place."),
    "label_outside": lazy_gettext("Un repère est hors de l’image."),
    "feedback_not_here": lazy_gettext("Une réponse acceptée n’a pas d’explication à elle."),
    "units_without_unit": lazy_gettext("Donnez d’abord l’unité de la réponse."),
    "bad_unit": lazy_gettext("Une autre unité a un nom et ce qu’elle vaut."),
    "pair_unreadable": lazy_gettext("Une paire n’est pas complète."),
    "pair_count": lazy_gettext("Il faut de 2 à 8 paires, et 8 leurres au plus."),
    "wrong_pair_unreadable": lazy_gettext("Une paire fausse n’est pas complète."),
    "left_twice": lazy_gettext("« %(left)s » figure deux fois à gauche. Gardez-en un seul."),
    "no_accepted_text": lazy_gettext("Aucune réponse n’est encore acceptée."),
    "wrong_text_is_right": lazy_gettext("« %(value)s » serait accepté comme juste. Retirez cette ligne."),
    "gap_unreadable": lazy_gettext("Un trou de la phrase est illisible. Retirez-le, puis refaites-le."),
    "gap_count": lazy_gettext("Il faut de 1 à 8 trous dans la phrase."),
    "gap_text": lazy_gettext("Le trou %(gap)s a un texte vide ou répété."),
    "gap_choices": lazy_gettext("Le trou %(gap)s n’a qu’une réponse à choisir. Ajoutez-en une fausse."),
    "wrong_gap_unreadable": lazy_gettext("Une réponse fausse ne dit pas de quel trou elle est."),
    "zone_unreadable": lazy_gettext("Une zone n’a pas de nom ou pas de place."),
    "zone_outside": lazy_gettext("Une zone sort de l’image, ou n’a pas de surface."),
    "zone_count": lazy_gettext("Il faut de 2 à 12 zones."),
    "two_right_zones": lazy_gettext("Une seule zone peut être juste."),
    "right_zone_is_star": lazy_gettext("La zone juste n’est pas encore placée."),
    "bad_pick": lazy_gettext("Le nombre de questions à recevoir va de 1 à 20."),
    "pick_without_pool": lazy_gettext("Donnez un nom au tirage, ou retirez le nombre de questions."),
}
#: Of one field of the module or of a unit, by the name that stands over it.
FIELDS: Mapping[str, Any] = {
    "empty_value": lazy_gettext("«\u00a0%(key)s\u00a0» est encore vide. Complétez ce champ."),
    "key_missing": lazy_gettext("«\u00a0%(key)s\u00a0» est encore vide. Complétez ce champ."),
    "not_a_text": lazy_gettext("«\u00a0%(key)s\u00a0» est encore vide. Complétez ce champ."),
    "value_too_long": lazy_gettext(
        "«\u00a0%(key)s\u00a0» dépasse %(most)s caractères. Raccourcissez le texte."
    ),
    "not_a_date": lazy_gettext("«\u00a0%(key)s\u00a0» attend un jour du calendrier."),
}
