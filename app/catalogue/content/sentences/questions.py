"""Sentences about the newer types of question, hints and pools."""

from app.catalogue.content.sentences.marking import _

QUESTIONS = {
    "feedback_not_here": _("Une réponse acceptée n’a pas de commentaire à elle. Mettez-le sous « - [x] * »."),
    "hint_not_last": _("Les indices « - [?] » viennent en dernier. Déplacez cette ligne avant eux."),
    "units_without_unit": _('Pour proposer d’autres unités, dites d’abord celle de la réponse : unit="…".'),
    "unit_twice": _("L’unité « %(name)s » figure deux fois. Gardez-en une seule."),
    "bad_unit": _(
        "« %(value)s » ne convient pas pour units. Écrivez unité=valeur, séparées par une espace : "
        "cm=10 m=1000."
    ),
    "pair_unreadable": _("Cette ligne n’est pas une paire. Écrivez « - à gauche :: à droite »."),
    "pair_count": _(
        "Cette question associe %(count)s paire(s). Il en faut de 2 à 8, et au plus 8 réponses en trop."
    ),
    "left_twice": _("« %(left)s » figure déjà à gauche à la ligne %(first)s. Gardez-en un seul."),
    "lure_belongs": _("« %(right)s » figure déjà à droite. Une réponse en trop n’appartient à personne."),
    "wrong_pair_unreadable": _(
        "Écrivez « - [ ] à gauche :: à droite » pour une paire fausse, ou « - [ ] * » pour toutes les autres."
    ),
    "pair_part_unknown": _("« %(part)s » n’est dans aucune paire de ce côté. Recopiez le texte exact."),
    "wrong_pair_is_right": _("Cette paire est juste. Retirez cette ligne ou corrigez-la."),
    "wrong_pair_twice": _("Cette paire fausse est déjà commentée. Gardez une seule ligne."),
    "no_accepted_text": _("Aucune réponse n’est acceptée. Écrivez-en une : « - [x] réponse »."),
    "typed_too_long": _("Une réponse à taper ne dépasse pas %(most)s caractères. Raccourcissez-la."),
    "wrong_text_is_right": _(
        "« %(value)s » serait accepté comme juste. Retirez cette ligne, ou rendez spelling plus strict."
    ),
    "gap_unreadable": _(
        "Un trou est illisible. Écrivez {{réponse|autre}} ou {{=juste|fausse}}, sur une seule ligne et "
        "hors d’un lien."
    ),
    "gap_count": _("Cet énoncé a %(count)s trou(s). Il en faut de 1 à 8 : {{réponse}}."),
    "gap_text": _("Le trou %(gap)s a un texte vide ou répété. Séparez des textes différents par « | »."),
    "gap_choices": _("Le trou %(gap)s ne laisse pas de choix. Ajoutez une réponse fausse après « | »."),
    "wrong_gap_unreadable": _(
        "Écrivez « - [ ] 2: texte » pour une réponse fausse du trou 2, ou « - [ ] * » pour toutes les autres."
    ),
    "wrong_gap_unknown": _(
        "« %(value)s » n’est pas proposé dans le trou %(gap)s. Recopiez un de ses textes."
    ),
    "zone_unreadable": _(
        "La zone est illisible. Écrivez « (20 60 40 8) Nom » : gauche, haut, largeur et hauteur, en "
        "pour cent de l’image."
    ),
    "zone_outside": _("Cette zone sort de l’image, ou n’a pas de surface. Corrigez ses quatre nombres."),
    "zone_count": _("Cette question a %(count)s zone(s). Il en faut de 2 à 12."),
    "two_right_zones": _("Une zone juste figure déjà à la ligne %(first)s. Gardez-en une seule."),
    "right_zone_is_star": _("La zone juste a une place : « - [x] (20 60 40 8) Nom »."),
    "bad_pick": _("« %(value)s » ne convient pas pour pick. Indiquez un nombre entier, de 1 à 20."),
    "pick_without_pool": _('pick ne sert que dans une réserve. Ajoutez pool="nom", ou retirez pick.'),
    "pick_missing": _(
        'La première question de la réserve « %(pool)s » dit combien en tirer. Ajoutez pick="2".'
    ),
    "pick_not_first": _(
        "Seule la première question de la réserve « %(pool)s » (ligne %(first)s) dit combien en tirer. "
        "Retirez pick."
    ),
    "pick_too_many": _(
        "La réserve « %(pool)s » compte %(count)s question(s) et en tire %(pick)s. Tirez-en moins, ou "
        "ajoutez-en."
    ),
    "pool_required_differs": _(
        "Les questions de la réserve « %(pool)s » sont toutes obligatoires ou toutes facultatives. "
        "Faites comme à la ligne %(first)s."
    ),
    "pool_in_two_units": _("La réserve « %(pool)s » sert déjà dans %(file)s. Donnez un autre nom."),
}
