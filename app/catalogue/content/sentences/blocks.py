"""Sentences about blocks, questions and Markdown."""

from app.catalogue.content.sentences.marking import _

BLOCKS = {
    "directive_unreadable": _(
        "Cette ligne qui commence par « ::: » est illisible. Écrivez :::type{#identifiant "
        'clé="valeur"}, ou ::: seul pour fermer.'
    ),
    "directive_unclosed": _(
        "Ce bloc %(type)s n’est pas fermé avant la ligne %(next)s. Ajoutez une ligne « ::: » à sa fin."
    ),
    "directive_unclosed_at_end": _(
        "Ce bloc %(type)s n’est jamais fermé. Ajoutez une ligne « ::: » à sa fin."
    ),
    "close_without_directive": _("Cette ligne « ::: » ne ferme aucun bloc. Retirez-la."),
    "fence_unclosed": _("Ce bloc de code n’est jamais fermé. Répétez la même marque à sa fin."),
    "attributes_unreadable": _(
        'Les accolades sont illisibles. Écrivez {#identifiant clé="valeur"}, avec des guillemets droits.'
    ),
    "attribute_twice": _("« %(key)s » figure deux fois entre les accolades. Gardez-en un seul."),
    "attribute_unknown": _("« %(key)s » n’existe pas pour un bloc %(type)s. Possibles : %(known)s."),
    "attribute_missing": _(
        'Il manque « %(key)s » à ce bloc %(type)s. Ajoutez %(key)s="…" entre les accolades.'
    ),
    "attribute_only_for": _("« %(key)s » ne sert qu’aux questions de type %(types)s. Retirez-le."),
    "alt_missing": _('Cette image n’est pas décrite. Dites dans alt="…" ce qu’elle montre.'),
    "label_unreadable": _(
        "Ce repère est illisible. Écrivez « (20 60) Nom » : la distance depuis la gauche et depuis le haut, en "
        "pour cent de l’image."
    ),
    "label_outside": _("Ce repère est hors de l’image. Ses deux nombres vont de 0 à 100."),
    "label_count": _("Cette image a %(count)s repères. Gardez-en %(most)s au plus, ou faites deux images."),
    "type_unknown": _("Le bloc « %(type)s » n’existe pas. Possibles : %(known)s."),
    "id_missing": _(
        "Ce bloc %(type)s n’a pas d’identifiant. Ajoutez {#identifiant} ; la commande "
        "format le fait pour vous."
    ),
    "read_otherwise": _(
        "Une ligne de ce texte commence comme une marque du format (« ::: », « ## », « - [ ] », « 1. »…) et "
        "serait lue autrement. Écrivez-la autrement."
    ),
    "text_without_block": _(
        "Ce texte n’est dans aucun bloc. Entourez-le de « :::text{#identifiant} » et de "
        "« ::: » ; la commande format le fait pour vous."
    ),
    "title_empty": _("Ce titre est vide. Écrivez-le avant les accolades."),
    "block_empty": _("Ce bloc %(type)s est vide. Écrivez son texte ou retirez-le."),
    "passage_too_long": _("Ce texte dépasse %(most)s caractères. Partagez-le en plusieurs blocs."),
    "item_empty": _("Cette ligne de liste est vide. Complétez-la ou retirez-la."),
    "stray_line": _(
        "Cette ligne n’appartient pas à la liste. Mettez-la en retrait sous son élément, ou déplacez-la."
    ),
    "steps_missing": _(
        "Ce bloc steps ne contient aucune étape. Écrivez une liste numérotée : 1. Première étape."
    ),
    "checklist_empty": _("Cette liste ne contient rien à cocher. Écrivez « - [ ] » devant chaque élément."),
    "checklist_ticked": _(
        "Un élément de liste à cocher commence par « - [ ] ». La personne le coche elle-même."
    ),
    "text_before_columns": _(
        "Ce texte précède la première colonne. Commencez par « ### Titre de la colonne »."
    ),
    "column_count": _(
        "Cette comparaison a %(count)s colonne(s). Il en faut de 2 à 4, chacune sous « ### Titre »."
    ),
    "column_empty": _("Cette colonne est vide. Écrivez son texte sous le titre, ou retirez-la."),
    "address_not_https": _("L’adresse « %(url)s » est refusée. Une page extérieure commence par https://."),
    "task_missing": _(
        "La tâche n’est pas décrite. Dites avant la grille ce qu’il faut faire, et dans quelles conditions."
    ),
    "grid_missing": _("La grille ne contient aucun critère. Écrivez « - {#identifiant} Geste observable »."),
    "criterion_id_missing": _(
        "Ce critère n’a pas d’identifiant. Ajoutez {#identifiant} au début ; la commande "
        "format le fait pour vous."
    ),
    "statement_missing": _("Cette question n’a pas d’énoncé. Écrivez-le avant les réponses."),
    "too_few_answers": _("Cette question propose %(count)s réponse. Il en faut au moins deux."),
    "no_right_answer": _("Aucune réponse n’est juste. Mettez « - [x] » devant la bonne."),
    "two_right_answers": _(
        'Une réponse juste figure déjà à la ligne %(first)s. Gardez-en une, ou écrivez type="multiple".'
    ),
    "answer_empty": _("Cette réponse est vide. Complétez-la ou retirez-la."),
    "feedback_missing": _(
        "Cette réponse n’a pas de commentaire. Ajoutez dessous une ligne « > » qui explique."
    ),
    "feedback_not_quoted": _(
        "Cette ligne suit un commentaire sans « > ». Ajoutez « > » devant elle, ou déplacez-la."
    ),
    "bad_tries": _("« %(value)s » ne convient pas pour tries. Indiquez un nombre entier, de 1 à 20."),
    "order_items": _(
        "Cette question met %(count)s élément(s) en ordre. Il en faut de 2 à 10, en liste numérotée."
    ),
    "only_star_in_order": _("Ici, seuls « - [x] * » et « - [ ] * » sont possibles."),
    "general_feedback_missing": _("Il manque la ligne « %(mark)s » et son commentaire."),
    "general_feedback_twice": _("« %(mark)s » figure déjà à la ligne %(first)s. Gardez-en une seule."),
    "bad_decimal": _(
        "« %(value)s » n’est pas un nombre pour « %(key)s ». Écrivez des chiffres, avec "
        "un point pour les décimales : 2.5."
    ),
    "negative_tolerance": _("La tolérance ne peut pas être négative. Écrivez 0 ou davantage."),
    "bad_wrong_value": _(
        "« %(value)s » n’est pas un nombre. Écrivez des chiffres, avec un point pour les "
        "décimales, ou * pour toutes les autres réponses."
    ),
    "right_value_in_list": _('La valeur juste se donne dans answer="…". Écrivez « - [x] * » ici.'),
    "wrong_value_is_right": _(
        "« %(value)s » serait accepté comme juste, vu la réponse et la tolérance. Retirez "
        "cette ligne ou réduisez la tolérance."
    ),
    "value_twice": _("La valeur « %(value)s » figure déjà à la ligne %(first)s. Gardez-en une seule."),
    "raw_html": _("Le HTML est refusé. Écrivez en Markdown ; pour un signe « < » seul, écrivez \\<."),
    "heading_level": _(
        "Dans un bloc, les sous-titres s’écrivent avec ###. Pour un nouveau bloc, écrivez "
        "## Titre {#identifiant}."
    ),
    "heading_here": _("Un titre n’a pas sa place ici. Utilisez **du texte en gras** ou un bloc de texte."),
    "picture_in_text": _("Une image se place dans un bloc :::figure, avec sa description."),
    "link_refused": _("Le lien « %(url)s » est refusé. Un lien commence par https://, http:// ou mailto:."),
}
