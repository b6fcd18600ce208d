"""Sentences about units, their other languages and their pictures."""

from app.catalogue.content.sentences.marking import _

UNITS = {
    "front_matter_missing": _("Une unité commence par un en-tête entre deux lignes « --- ». Ajoutez-le."),
    "unit_empty": _("Cette unité ne contient aucun bloc. Commencez par un titre : ## Titre {#identifiant}."),
    "grid_missing_in_unit": _(
        "Une unité en centre a besoin d’une grille d’observation. Ajoutez un bloc :::in-centre."
    ),
    "in_centre_block_in_remote_unit": _(
        "Un bloc in-centre n’a sa place que dans une unité en centre. Déplacez-le, ou "
        "écrivez place: in_centre."
    ),
    "unit_id_twice": _("L’unité « %(id)s » existe déjà dans %(file)s. Donnez un autre identifiant."),
    "id_twice": _("L’identifiant « %(id)s » sert déjà dans %(file)s, ligne %(first)s. Donnez-en un autre."),
    "prerequisite_unknown": _(
        "L’unité « %(id)s » n’existe pas dans ce module. Corrigez l’identifiant ou retirez la ligne."
    ),
    "prerequisite_hidden": _(
        "L’unité « %(id)s » est cachée. Montrez-la, ou retirez-la de ce qui doit être fait avant."
    ),
    "prerequisite_cycle": _(
        "« %(unit)s » demande « %(id)s », qui demande « %(unit)s » à son tour. Retirez l’un des deux."
    ),
    "variant_alone": _(
        "Il n’y a pas d’unité « %(name)s » dans la langue du module. Ajoutez-la, ou "
        "corrigez le nom du fichier."
    ),
    "variant_same_language": _(
        "« %(language)s » est déjà la langue du module. Gardez le fichier sans code de langue."
    ),
    "variant_key_differs": _("« %(key)s » doit être le même que dans l’unité %(unit)s. Recopiez-le."),
    "variant_block_extra": _(
        "Le bloc « %(id)s » n’existe pas dans la langue du module. Corrigez son identifiant ou retirez-le."
    ),
    "variant_order_differs": _(
        "Les blocs ne suivent pas le même ordre que dans la langue du module. Remettez-les dans cet ordre."
    ),
    "variant_block_differs": _(
        "Le bloc « %(id)s » n’a pas la même forme que dans l’unité %(unit)s : seuls les mots peuvent changer."
    ),
    "media_missing": _("Le fichier « %(name)s » n’est pas dans media/. Ajoutez-le ou corrigez son nom."),
    "media_unused": _("Aucun bloc ne montre ce fichier. Placez-le dans un bloc ou retirez-le."),
    "media_not_taken": _(
        "Le fichier « %(name)s » est de type %(found)s : %(key)s n’en veut pas ici. Choisissez-en un autre."
    ),
    "media_name": _(
        "Ce nom de fichier ne convient pas. Utilisez des minuscules sans accent, des chiffres, des tirets, "
        "puis .svg, .png, .jpg, .webp, .mp4, .webm, .mp3, .ogg, .vtt ou .pdf."
    ),
    "media_type_unknown": _(
        "Le contenu de ce fichier n’est pas reconnu. Sont pris : SVG, PNG, JPEG, WebP, MP4, WebM, MP3, OGG, "
        "sous-titres VTT et PDF. Convertissez-le ou retirez-le."
    ),
    "media_type_differs": _(
        "Ce fichier s’appelle .%(named)s, mais son contenu est de type %(found)s. "
        "Renommez-le ou convertissez-le."
    ),
    "svg_unreadable": _(
        "Ce dessin SVG est illisible à cet endroit. Exportez-le de nouveau, sans ligne DOCTYPE."
    ),
    "svg_active": _(
        "Ce dessin contient « %(what)s », qui peut s’exécuter ou appeler une autre adresse. Retirez-le."
    ),
}
