"""What the rich text editor says: its tools, and why something was not taken."""

from flask_babel import lazy_gettext

from app.ui.sentences import STUDIO, add_sentences

TOOLS = {
    "rich_tools": lazy_gettext("Mise en forme"),
    "rich_how": lazy_gettext("Alt+F10 : outils de mise en forme. Échap : retour au texte."),
    "rich_shift": lazy_gettext("Maj"),
    "rich_strong": lazy_gettext("Gras"),
    "rich_em": lazy_gettext("Italique"),
    "rich_code": lazy_gettext("Code"),
    "rich_link": lazy_gettext("Lien"),
    "rich_heading": lazy_gettext("Sous-titre"),
    "rich_bullets": lazy_gettext("Liste à puces"),
    "rich_numbers": lazy_gettext("Liste numérotée"),
    "rich_indent": lazy_gettext("Augmenter le retrait"),
    "rich_outdent": lazy_gettext("Diminuer le retrait"),
    "rich_table": lazy_gettext("Tableau"),
    "rich_row_add": lazy_gettext("Ajouter une ligne sous celle-ci"),
    "rich_row_remove": lazy_gettext("Enlever la ligne"),
    "rich_column_add": lazy_gettext("Ajouter une colonne après celle-ci"),
    "rich_column_remove": lazy_gettext("Enlever la colonne"),
    "rich_table_remove": lazy_gettext("Enlever le tableau"),
    "rich_undo": lazy_gettext("Annuler la modification"),
    "rich_redo": lazy_gettext("Rétablir la modification"),
}

LINKS = {
    "rich_address": lazy_gettext("Adresse du lien"),
    "rich_link_put": lazy_gettext("Mettre le lien"),
    "rich_link_remove": lazy_gettext("Enlever le lien"),
    "rich_link_leave": lazy_gettext("Fermer"),
    "rich_link_refused": lazy_gettext(
        "Cette adresse ne mène nulle part. Écrivez l’adresse d’un site (https://…) ou une adresse e-mail."
    ),
}

PASTING = {
    "rich_no_pictures": lazy_gettext(
        "L’image n’a pas été collée. Pour en montrer une, ajoutez un bloc « Image » et choisissez-y le fichier."
    ),
}


def learn_sentences() -> None:
    add_sentences(STUDIO, TOOLS | LINKS | PASTING)
