"""The network as a table, for who runs it: what its page shows, for a spreadsheet."""

from flask import request
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from app.centres.pages import pages
from app.centres.queries.overview import LACKS, CentreLine, matching
from app.centres.views.network import network_lines
from app.centres.words import KIND_NAMES, LACK_NAMES
from app.kernel.access import needs
from app.kernel.few import FEWEST, is_few
from app.kernel.tables import write_csv
from app.network.sectors import SECTORS
from app.ui.downloads import csv_file


@pages.get("/network.csv")
@needs("network_manager")
def network_as_table() -> ResponseReturnValue:
    """The same lines as the page shows to the same question."""
    lacking = request.args.get("lacks", "")
    lines = matching(
        network_lines(),
        request.args.get("q", "").strip(),
        lacking if lacking in (*LACKS, "any") else "",
    )
    return csv_file(write_csv(_header(), map(_row, lines)), gettext("reseau"), is_dated=True)


def _header() -> list[str]:
    return [
        gettext("Code"),
        gettext("Centre"),
        gettext("Ce que c’est"),
        gettext("Métiers"),
        gettext("Adresse"),
        gettext("À appeler"),
        gettext("Téléphone"),
        gettext("Adresse e-mail"),
        gettext("Personnes"),
        gettext("Tutorat"),
        gettext("En formation"),
        gettext("Séances à venir"),
        gettext("Ce qui manque"),
    ]


def _row(line: CentreLine) -> list[str]:
    centre = line.centre
    return [
        centre.code,
        centre.name,
        str(KIND_NAMES[centre.kind]),
        ", ".join(str(SECTORS[sector]) for sector in centre.sectors if sector in SECTORS),
        centre.address,
        centre.contact_name,
        centre.contact_phone,
        centre.contact_email,
        _people(line.team.people),
        str(line.team.tutors),
        _people(line.learners),
        str(line.sessions),
        ", ".join(str(LACK_NAMES[name]) for name in line.lacks),
    ]


def _people(count: int) -> str:
    """As on the page: fewer could be told apart."""
    return gettext("moins de %(few)s", few=FEWEST) if is_few(count) else str(count)
