"""Every question of a module on one page: what it is, what it lacks, and how people answer it."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from flask import render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from app.catalogue.asking import QuestionLine, list_questions
from app.catalogue.models import BlockType, ModuleVersion
from app.catalogue.queries import find_draft, find_published, get_editable_module
from app.kernel.access import needs
from app.kernel.few import FEWEST
from app.kernel.identity import signed_in_actor
from app.kernel.unit_of_work import session
from app.studio.kinds import Kind, kind_of
from app.studio.pages import pages
from app.studio.stumbling import Measured, list_changed, measure_questions

__all__ = ["pages"]

#: What `?show=` may ask for, beside everything.
MISSING, HARD = "missing", "hard"
#: A question that fewer get right at once is worth another look: it, or what comes before it.
FEW_RIGHT_PERCENT = 60


@dataclass(frozen=True, slots=True)
class Row:
    """A question on the page. `measured` is None where too few have answered it."""

    question: QuestionLine
    measured: Measured | None
    url: str

    @property
    def kind(self) -> Kind:
        return kind_of(BlockType.QUESTION, self.question.type)

    @property
    def right(self) -> int:
        """In tens of percent, as `learners_views` says it: a finer figure would tell of too few."""
        return round(self.measured.right * 10) * 10 if self.measured else 0

    @property
    def is_hard(self) -> bool:
        return self.measured is not None and self.right < FEW_RIGHT_PERCENT

    def is_shown(self, show: str) -> bool:
        return {MISSING: self.question.missing > 0, HARD: self.is_hard}.get(show, True)


@pages.get("/modules/<slug>/questions")
@needs("trainer")
def questions(slug: str) -> ResponseReturnValue:
    module = get_editable_module(session(), signed_in_actor(), slug)
    draft, published = find_draft(session(), module.id), find_published(session(), module.id)
    version = draft or published
    measured = _measured(published) if published else {}
    lines = list_questions(session(), version.id, module.language) if version else []
    rows = [Row(line, measured.get(line.code), _edit_url(slug, line)) for line in lines]
    show = request.args.get("show", "")
    return render_template(
        "studio/questions.html",
        module=module,
        rows=rows,
        units=_by_unit([row for row in rows if row.is_shown(show)]),
        filters=_filters(slug, rows, show),
        has_draft=draft is not None,
        fewest=FEWEST,
    )


def _measured(version: ModuleVersion) -> dict[str, Measured]:
    changed = list_changed(session(), version.module_id)
    return {each.block: each for each in measure_questions(session(), version.id, changed)}


def _edit_url(slug: str, line: QuestionLine) -> str:
    address: str = url_for("studio.unit", slug=slug, unit=line.unit, block=line.code)
    return address


def _by_unit(rows: Sequence[Row]) -> list[tuple[str, list[Row]]]:
    grouped = groupby(rows, key=lambda row: (row.question.unit, row.question.unit_title))
    return [(title, list(found)) for (_code, title), found in grouped]


def _filters(slug: str, rows: Sequence[Row], show: str) -> list[dict[str, object]]:
    """Each with how many it would show; one that would show nothing is left out."""
    labels = {
        "": gettext("Toutes"),
        MISSING: gettext("Sans explication"),
        HARD: gettext("Souvent manquées"),
    }
    counts = {asked: sum(row.is_shown(asked) for row in rows) for asked in labels}
    return [
        {
            "url": url_for("studio.questions", slug=slug, show=asked or None),
            "label": f"{label} ({counts[asked]})",
            "current": asked == show or (not asked and show not in labels),
        }
        for asked, label in labels.items()
        if counts[asked] or not asked
    ]
