"""The sectors that the network names; a module may carry another one."""

from collections.abc import Mapping
from typing import Any

from flask_babel import lazy_gettext

from app.kernel.plain import plain_words

SECTORS: Mapping[str, Any] = {
    "aeronautics": lazy_gettext("Aéronautique"),
    "food": lazy_gettext("Alimentation"),
    "automation": lazy_gettext("Automatisation"),
    "car": lazy_gettext("Automobile"),
    "wood": lazy_gettext("Bois"),
    "chemistry": lazy_gettext("Chimie et biopharmacie"),
    "construction": lazy_gettext("Construction"),
    "electricity": lazy_gettext("Électricité"),
    "environment": lazy_gettext("Environnement"),
    "graphic": lazy_gettext("Industrie graphique"),
    "logistics": lazy_gettext("Logistique"),
    "mechanics": lazy_gettext("Mécanique"),
    "water": lazy_gettext("Métiers de l’eau"),
    "digital": lazy_gettext("Numérique"),
    "green": lazy_gettext("Secteurs verts"),
    "welding": lazy_gettext("Soudage"),
    "tourism": lazy_gettext("Tourisme"),
}


def named_sectors(chosen: str = "") -> list[tuple[str, str]]:
    """By their names; a module may carry one that is not among them."""
    known = sorted(
        ((code, str(name)) for code, name in SECTORS.items()), key=lambda pair: plain_words(pair[1])
    )
    return known if not chosen or chosen in SECTORS else [(chosen, chosen), *known]
