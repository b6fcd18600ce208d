"""The forms of all blocks on one page, filled in: what each asks for, before one chooses it."""

from flask import render_template, request
from flask_babel import lazy_gettext

from app.catalogue.models import BlockType
from app.kernel.access import needs
from app.kernel.errors import NotFound
from app.studio.forms import refusals
from app.studio.forms.filters import add_filters
from app.studio.forms.reading import Fields
from app.studio.forms.samples import samples
from app.studio.kinds import kind_of
from app.studio.pages import pages
from app.ui.sentences import add_sentences

add_filters(pages)


def open_forms() -> None:
    """Give the forms their words: those of refusals, and those of the islands."""
    refusals.learn_sentences()
    add_sentences(
        "forms",
        {
            "rows_moved": lazy_gettext("%(name)s : place %(place)s sur %(total)s."),
            "rows_added": lazy_gettext("Ajout\u00a0: %(name)s %(place)s."),
            "rows_removed": lazy_gettext("%(name)s : une ligne de moins."),
            "rows_back": lazy_gettext("Remettre la ligne"),
            "gap_choose": lazy_gettext("Choisissez d’abord un mot de la phrase."),
            "gap_made": lazy_gettext("Trou %(number)s : « %(text)s »."),
            "gap_number": lazy_gettext("Trou %(number)s"),
            "zone_named": lazy_gettext("%(name)s %(number)s, %(text)s. Flèches pour déplacer."),
            "zone_sized": lazy_gettext(
                "%(name)s %(number)s, %(text)s. Flèches pour déplacer, avec Majuscule pour agrandir ou réduire."
            ),
        },
    )


@pages.get("/forms")
@needs("trainer")
def forms() -> str:
    """One form at a time, `only` saying which. Nothing is sent from here."""
    by_name = {name_of(kind, fields): (kind, fields) for kind, fields in samples()}
    names = [(name, _said(*given)) for name, given in by_name.items()]
    asked = request.args.get("only", "text")
    if asked not in by_name:
        raise NotFound
    kind, fields = by_name[asked]
    return render_template(
        "studio/forms/all.html", names=names, name=asked, type=kind, fields=fields, terms=["VAT"]
    )


def _said(kind: str, fields: Fields) -> str:
    return str(kind_of(BlockType(kind), fields.get("type", "")).name)


def name_of(kind: str, fields: Fields) -> str:
    return f"question-{fields['type']}" if kind == "question" else kind
