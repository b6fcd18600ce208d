"""Sentences about files, YAML and archives."""

from app.catalogue.content.sentences.marking import _

FILES = {
    "module_file_missing": _("Il manque le fichier module.yaml. Créez-le à la racine du module."),
    "module_file_nested": _(
        "module.yaml est rangé dans un dossier (%(path)s). Placez-le à la racine : "
        "recréez l’archive depuis l’intérieur du dossier."
    ),
    "unexpected_file": _(
        "Ce fichier n’a pas sa place dans un module. Retirez-le, ou rangez-le dans units/ ou dans media/."
    ),
    "unit_file_name": _(
        "Ce nom de fichier n’est pas celui d’une unité. Écrivez deux chiffres, un tiret, "
        "un nom : 01-le-risque.md, ou 01-le-risque.en.md pour une autre langue."
    ),
    "unit_file_missing": _(
        "L’unité « %(name)s » est annoncée, mais le fichier units/%(name)s.md n’existe "
        "pas. Ajoutez-le, ou retirez la ligne."
    ),
    "unit_not_listed": _(
        "Cette unité n’est pas annoncée. Ajoutez « - %(name)s » à la liste units de module.yaml."
    ),
    "text_too_long": _("Ce fichier dépasse %(most)s Ko. Partagez son contenu en plusieurs unités."),
    "not_utf8": _("Ce fichier n’est pas en UTF-8. Enregistrez-le de nouveau avec cet encodage."),
    "control_character": _("Il y a ici un caractère invisible interdit (%(number)s). Effacez-le."),
    "yaml_unreadable": _(
        "Ce YAML est illisible à cet endroit. Vérifiez l’alignement, et mettez entre "
        "guillemets un texte qui contient « : » ou « # »."
    ),
    "yaml_not_mapping": _("On attend ici des lignes « clé: valeur »."),
    "yaml_alias": _("Les renvois YAML (& et *) sont refusés. Écrivez la valeur en entier."),
    "yaml_tag": _(
        "Les étiquettes YAML (!) sont refusées. Écrivez la valeur seule, entre guillemets si besoin."
    ),
    "yaml_too_deep": _(
        "Il y a trop de niveaux imbriqués. Une clé contient un texte, un nombre ou une simple liste."
    ),
    "key_missing": _("Il manque la clé « %(key)s »."),
    "key_unknown": _("La clé « %(key)s » n’existe pas ici. Clés possibles : %(known)s."),
    "key_twice": _("La clé « %(key)s » figure déjà à la ligne %(first)s. Gardez-en une seule."),
    "not_a_text": _(
        "« %(key)s » attend un texte. S’il ressemble à un nombre, à une date ou à "
        "oui/non, mettez-le entre guillemets."
    ),
    "not_a_list": _("« %(key)s » attend une liste : un tiret par ligne, ou [] si elle est vide."),
    "not_yes_or_no": _("« %(key)s » attend yes ou no."),
    "not_a_whole_number": _("« %(key)s » attend un nombre entier, sans guillemets."),
    "not_a_date": _("« %(key)s » attend une date, comme 2027-11-24."),
    "not_an_option": _("« %(value)s » ne convient pas pour « %(key)s ». Choisissez parmi : %(options)s."),
    "empty_value": _("« %(key)s » contient un texte vide. Complétez-le ou retirez la ligne."),
    "value_too_long": _("« %(key)s » dépasse %(most)s caractères. Raccourcissez le texte."),
    "minutes_out_of_range": _("La durée « %(value)s » ne convient pas. Indiquez des minutes, de 1 à 600."),
    "bad_slug": _(
        "L’identifiant « %(id)s » ne convient pas. Utilisez des minuscules sans accent, "
        "des chiffres et des tirets, 64 caractères au plus."
    ),
    "bad_language": _("« %(value)s » n’est pas un code de langue. Écrivez deux lettres, comme fr."),
    "bad_licence": _("« %(value)s » n’est pas un code de licence. Écrivez par exemple CC-BY-SA-4.0."),
    "bad_origin": _("« %(value)s » ne désigne pas une version. Écrivez nom-du-module@numéro, ou null."),
    "bad_unit_name": _(
        "« %(name)s » n’est pas un nom d’unité. Écrivez deux chiffres, un tiret, un nom, "
        "sans « .md » : 01-le-risque."
    ),
    "no_units": _("Le module ne compte aucune unité. Annoncez-en au moins une."),
    "unit_named_twice": _(
        "L’unité « %(name)s » est déjà annoncée à la ligne %(first)s. Gardez-en une seule."
    ),
    "archive_empty": _("Cette archive est vide. Choisissez le fichier zip du module."),
    "archive_not_zip": _(
        "Ce fichier n’est pas une archive zip, ou elle est incomplète. Recréez-la et envoyez-la de nouveau."
    ),
    "archive_too_long": _("Cette archive dépasse %(most)s Mo. Réduisez les fichiers de media/."),
    "archive_too_many": _(
        "Cette archive compte plus de %(most)s fichiers. Retirez ce qui ne sert pas au module."
    ),
    "archive_total": _(
        "Le contenu de cette archive dépasse %(most)s Mo une fois ouvert. Réduisez les fichiers de media/."
    ),
    "member_too_long": _("Ce fichier dépasse %(most)s Mo. Réduisez-le."),
    "member_swollen": _(
        "Ce fichier devient vingt fois plus grand une fois ouvert : ce n’est ni un film, ni un son, ni un "
        "document. Retirez-le."
    ),
    "member_path": _(
        "Ce chemin sort du module ou n’est pas portable. Recréez l’archive avec des noms simples."
    ),
    "member_too_deep": _(
        "Ce fichier est rangé trop profondément. Un module n’a que les dossiers units/ et media/."
    ),
    "member_special": _(
        "Cette entrée est un lien ou un fichier spécial. Remplacez-la par le fichier lui-même."
    ),
    "member_encrypted": _("Ce fichier est protégé par un mot de passe. Recréez l’archive sans mot de passe."),
    "member_method": _(
        "Ce fichier est compressé d’une façon inhabituelle. Recréez l’archive en zip ordinaire."
    ),
    "member_twice": _(
        "Deux fichiers portent le même nom, ou ne diffèrent que par les majuscules ou les "
        "accents (%(other)s). Renommez l’un d’eux."
    ),
    "member_damaged": _("Ce fichier est abîmé ou sa taille annoncée est fausse. Recréez l’archive."),
}
