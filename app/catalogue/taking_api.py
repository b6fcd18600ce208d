"""The call that takes a file of another tool into a module's draft."""

from flask import request
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from pydantic import BaseModel, Field

from app.catalogue.api import Saved, api, saved_shown
from app.catalogue.elsewhere import Fate, Report
from app.catalogue.models import ModuleVersion
from app.catalogue.services.drafting import source_of
from app.catalogue.services.drafts import save_draft, stamp_of
from app.catalogue.services.preparing import prepare
from app.catalogue.services.taking import Sent, Taken, get_base, take_into
from app.kernel.api import Model, answer, operation, query
from app.kernel.identity import signed_in_actor
from app.kernel.runtime import runtime
from app.kernel.unit_of_work import commit, session

#: Mounted from here, so that this call is among them.
calls = api

LONGEST_NAME = 200


class TakingQuery(BaseModel):
    """`keep` saves the draft; without it, only the report is given. `name` is the file's, `unit` as 07-le-risque."""

    name: str = Field(min_length=1, max_length=LONGEST_NAME)
    unit: str = Field("", max_length=64)
    title: str = Field("", max_length=LONGEST_NAME)
    keep: bool = False


class PartTold(Model):
    """What became of one part; `line` is 0 where the file has no lines."""

    fate: Fate
    code: str
    line: int
    place: str
    message: str


class TakenShown(Model):
    """`figures` counts what was taken; `saved` is null where nothing was kept."""

    module: str
    format: str
    units: list[str]
    figures: dict[str, int]
    parts: list[PartTold]
    saved: Saved | None


@calls.post("/modules/<slug>/units")
@operation("trainer", query=TakingQuery, answers={200: TakenShown}, problems=(404, 409, 413, 422))
def take_file(slug: str) -> ResponseReturnValue:
    wanted: TakingQuery = query()
    base = get_base(session(), signed_in_actor(), slug)
    sent = Sent(request.get_data(cache=False), wanted.name, wanted.title, wanted.unit)
    taken, stamp = take_apart(base, sent)
    saved = save_taken(slug, taken, stamp) if wanted.keep else None
    shown = _shown(slug, taken, saved)
    if saved:
        commit()
    return answer(shown)


def take_apart(base: ModuleVersion, sent: Sent) -> tuple[Taken, str]:
    """What the file gives, and the stamp of what it is added to. No transaction is held meanwhile."""
    stamp, store = stamp_of(base), runtime().store
    module = None if base.archive else source_of(session(), store, base)
    session().expunge(base)
    session().rollback()
    return take_into(store, base, sent, module), stamp


def save_taken(slug: str, taken: Taken, stamp: str) -> ModuleVersion:
    prepared = prepare(runtime().store, taken.files, slug=slug)
    return save_draft(session(), signed_in_actor(), store=runtime().store, prepared=prepared, onto=stamp)


def _shown(slug: str, taken: Taken, saved: ModuleVersion | None) -> TakenShown:
    return TakenShown(
        module=slug,
        format=taken.report.format,
        units=[unit.name for unit in taken.units],
        figures=dict(taken.report.figures),
        parts=_parts(taken.report),
        saved=saved_shown(slug, saved) if saved else None,
    )


def _parts(report: Report) -> list[PartTold]:
    return [
        PartTold(
            fate=note.fate,
            code=note.code,
            line=note.where.line,
            place=note.where.place,
            message=note.message(gettext),
        )
        for note in report.notes
    ]
