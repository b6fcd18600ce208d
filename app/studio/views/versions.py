"""Who is on which version of a module, and bringing them to the current one: what changes, for whom, decided by its authors."""

from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext, ngettext

from app.catalogue.comparing import BlockChange, Fate, of_fate
from app.catalogue.models import ModuleVersion, VersionState
from app.catalogue.queries import get_editable_module, list_versions
from app.catalogue.services.retiring import LONGEST_WHY
from app.kernel.access import needs
from app.kernel.errors import DomainError, NotFound
from app.kernel.identity import signed_in_actor
from app.kernel.ids import new_id, parse_id
from app.kernel.sentences import sentence_for
from app.kernel.unit_of_work import commit, session
from app.learning.duties import learning_duties
from app.learning.folding import KEPT, REDO
from app.learning.foreseeing import foresee
from app.learning.moves import OnVersion, count_by_version, list_moves
from app.learning.services.moving import (
    LONGEST_REASON,
    Decision,
    DecisionMissing,
    Way,
    begin_move,
    find_way,
)
from app.studio.pages import pages

__all__ = ["pages"]


@dataclass(slots=True)
class Line:
    """A version and the people on it, by centre."""

    version: ModuleVersion
    centres: list[OnVersion] = field(default_factory=list)

    @property
    def is_retired(self) -> bool:
        return self.version.state is VersionState.RETIRED

    @property
    def under_way(self) -> int:
        return sum(each.under_way for each in self.centres)

    @property
    def completed(self) -> int:
        return sum(each.completed for each in self.centres)


@pages.get("/modules/<slug>/versions")
@needs("trainer")
def versions(slug: str) -> ResponseReturnValue:
    return versions_page(slug)


def versions_page(slug: str, refusal: str = "") -> str:
    found = get_editable_module(session(), signed_in_actor(), slug)
    counted: dict[UUID, list[OnVersion]] = defaultdict(list)
    for each in count_by_version(session(), found.id):
        counted[each.version_id].append(each)
    lines = [Line(version, counted[version.id]) for version in list_versions(session(), found.id)]
    return render_template(
        "studio/versions.html",
        module=found,
        # Versions that nobody is on say nothing here; the page of the module lists them all.
        lines=[line for line in lines if line.centres or line.version.number == found.current_number],
        is_open=any(line.version.number == found.current_number and not line.is_retired for line in lines),
        moves=list_moves(session(), found.id),
        refusal=refusal,
        longest_why=LONGEST_WHY,
    )


@pages.get("/modules/<slug>/versions/<int:number>/move")
@needs("trainer")
def ask_move(slug: str, number: int) -> ResponseReturnValue:
    return _move_page(slug, number)


@pages.post("/modules/<slug>/versions/<int:number>/move")
@needs("trainer")
def move(slug: str, number: int) -> ResponseReturnValue:
    if request.form.get("step") != "move":
        return _move_page(slug, number)
    try:
        begun, created = begin_move(
            session(),
            signed_in_actor(),
            move_id=parse_id(request.form.get("id")),
            slug=slug,
            number=number,
            centre_id=_centre_id(),
            decisions=_decisions(),
        )
    except DecisionMissing as refused:
        session().rollback()
        return _move_page(slug, number, missing=refused.facts["blocks"]), 422
    except DomainError as refused:
        if refused.status in (403, 404):
            raise
        session().rollback()
        return _move_page(slug, number, refusal=sentence_for(refused.code, refused.facts)), refused.status
    if created:
        learning_duties().move_on(session(), begun)
    commit()
    flash(
        ngettext(
            "%(num)s personne passe à la nouvelle version. Elle est prévenue.",
            "%(num)s personnes passent à la nouvelle version. Elles sont prévenues.",
            begun.total,
        )
    )
    return redirect(url_for("studio.versions", slug=slug), 303)


def _centre_id() -> UUID | None:
    centre = request.form.get("centre", "")
    return parse_id(centre) if centre else None


def _decisions() -> dict[str, Decision]:
    """As the form carries them: `effect-<block>` and `reason-<block>`."""
    codes = {name.partition("-")[2] for name in request.form if name.startswith(("effect-", "reason-"))}
    return {
        code: Decision(request.form.get(f"effect-{code}", ""), request.form.get(f"reason-{code}", ""))
        for code in codes
    }


def _move_page(slug: str, number: int, missing: list[str] | None = None, refusal: str = "") -> str:
    actor = signed_in_actor()
    found = get_editable_module(session(), actor, slug)
    way = find_way(session(), actor, module=found, number=number)
    on_it = [each for each in count_by_version(session(), found.id) if each.version_id == way.former.id]
    if not any(each.under_way for each in on_it):
        raise NotFound
    decisions, chosen = _decisions(), _centre_id()
    redone = [code for code, decision in decisions.items() if decision.effect == REDO]
    foreseen = foresee(session(), actor, way, centre_id=chosen, redone=redone)
    return render_template(
        "studio/move.html",
        module=found,
        way=way,
        decisions=decisions,
        missing=set(missing or []),
        errors=_errors(way, missing or []),
        refusal=refusal,
        changed=_changed(way),
        centres=[
            (str(each.centre_id), f"{each.centre} ({each.under_way})") for each in on_it if each.under_way
        ],
        chosen=str(chosen or ""),
        people=sum(each.under_way for each in on_it if chosen in (None, each.centre_id)),
        groups=foreseen.groups,
        done_by=foreseen.done_by,
        new_required=sum(change.is_required for change in of_fate(way.changes, Fate.NEW)),
        gone=len(of_fate(way.changes, Fate.GONE)),
        effects=[
            (KEPT, gettext("Sans effet : les résultats restent")),
            (REDO, gettext("À refaire par chaque personne")),
        ],
        longest_reason=LONGEST_REASON,
        move_id=request.form.get("id") or new_id(),
    )


def _errors(way: Way, missing: list[str]) -> list[tuple[str, str]]:
    labels = {change.code: change.label for change in way.to_decide}
    return [
        (f"effect-{code}", gettext("Décidez pour « %(block)s », et dites pourquoi.", block=labels[code]))
        for code in missing
        if code in labels
    ]


def _changed(way: Way) -> list[tuple[str, list[BlockChange]]]:
    """What needs no decision, by what became of it."""
    said: dict[Fate, Any] = {
        Fate.NEW: gettext("Nouveaux blocs"),
        Fate.GONE: gettext("Blocs retirés"),
        Fate.COUNTED: gettext("Obligatoires ou non"),
        Fate.WORDS: gettext("Mieux dits, rien d’autre"),
    }
    return [(title, found) for fate, title in said.items() if (found := of_fate(way.changes, fate))]
