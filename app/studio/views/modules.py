from dataclasses import dataclass
from typing import Any
from uuid import UUID

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import format_date, gettext, ngettext

from app.catalogue.models import BlockType, Module, ModuleVersion
from app.catalogue.outlines import Outline
from app.catalogue.queries import (
    find_draft,
    get_editable_module,
    get_editable_version,
    get_outline,
    list_blocks,
    list_drafts,
    list_versions,
    page_modules,
)
from app.catalogue.services.drafting import faults_of
from app.catalogue.services.drafts import save_draft
from app.catalogue.services.preparing import FaultsFound, prepare
from app.catalogue.services.publishing import publish_version
from app.catalogue.services.readying import make_ready
from app.catalogue.serving import archive_response
from app.catalogue.uploads import unpack
from app.kernel.access import needs
from app.kernel.errors import Denied, DomainError, NotFound
from app.kernel.i18n import LANGUAGES, spoken, today
from app.kernel.identity import signed_in_actor
from app.kernel.ids import parse_id
from app.kernel.runtime import runtime
from app.kernel.sentences import sentence_for
from app.kernel.unit_of_work import commit, session
from app.learning.reports import list_open_for
from app.network.sectors import named_sectors
from app.people.models import Role
from app.studio.archives import sent_archive
from app.studio.faults import told_by_place
from app.studio.forms.beginning import Begun
from app.studio.kinds import kind_of
from app.studio.pages import pages
from app.studio.queries import list_asked

LONGEST_NOTE = 2000
LONGEST_SEARCH = 100


@dataclass(frozen=True, slots=True)
class Row:
    """A module in the list of its authors."""

    module: Module
    draft: ModuleVersion | None

    @property
    def is_due(self) -> bool:
        """Whether its review date has passed: facts of a trade change."""
        return self.module.review_on <= today()

    @property
    def review_said(self) -> str:
        said: str = format_date(self.module.review_on, "long")
        return said


@pages.get("")
@needs("trainer")
def modules() -> ResponseReturnValue:
    return list_page()


def list_page(faults: list[dict[str, Any]] | None = None, refusal: str = "", begun: Any = None) -> str:
    actor, search = signed_in_actor(), request.args.get("q", "").strip()[:LONGEST_SEARCH]
    after = request.args.get("after", "")[:64] or None
    mine, following = page_modules(session(), actor, editable=True, search=search, after=after)
    drafts = list_drafts(session(), [module.id for module in mine])
    others: list[Module] = []
    if search:
        found, _ = page_modules(session(), actor, search=search, limit=20)
        others = [module for module in found if module not in mine]
    return render_template(
        "studio/modules.html",
        rows=[Row(module, drafts.get(module.id)) for module in mine],
        others=others,
        reported=list_open_for(session(), actor),
        search=search,
        following=following,
        centres=_training_centres(),
        sectors=named_sectors(),
        languages=list(LANGUAGES.items()),
        begun=begun or Begun(language=spoken()),
        faults=faults or [],
        refusal=refusal,
        asked=list_asked(session(), actor),
    )


def _training_centres() -> list[tuple[UUID, str]]:
    """Where a new module may belong; asked for only when there is a choice."""
    return [
        (held.centre_id, held.centre_name) for held in signed_in_actor().held if held.role is Role.TRAINER
    ]


@pages.post("/modules")
@needs("trainer")
def create() -> ResponseReturnValue:
    try:
        draft_of = _save_upload(None)
    except FaultsFound as refused:
        return list_page(faults=refused.facts["faults"]), 422
    except (NotFound, Denied):
        taken = gettext("Un autre module du réseau porte déjà ce nom court (slug). Choisissez-en un autre.")
        return list_page(refusal=taken), 409
    except DomainError as refused:
        return list_page(refusal=sentence_for(refused.code, refused.facts)), refused.status
    return redirect(url_for("studio.module", slug=draft_of), 303)


@pages.get("/modules/<slug>")
@needs("trainer")
def module(slug: str) -> ResponseReturnValue:
    return _module_page(slug)


def _module_page(slug: str, faults: list[dict[str, Any]] | None = None, refusal: str = "") -> str:
    actor = signed_in_actor()
    found = get_editable_module(session(), actor, slug)
    draft, versions = find_draft(session(), found.id), list_versions(session(), found.id)
    shown = draft or (versions[0] if versions else None)
    return render_template(
        "studio/module.html",
        module=found,
        draft=draft,
        versions=versions,
        shown=shown,
        outline=get_outline(session(), shown.id) if shown else None,
        kinds={block_type.value: kind_of(block_type) for block_type in BlockType},
        faults=faults or [],
        refusal=refusal,
    )


@pages.post("/modules/<slug>/draft")
@needs("trainer")
def replace(slug: str) -> ResponseReturnValue:
    get_editable_module(session(), signed_in_actor(), slug)
    try:
        _save_upload(slug)
    except FaultsFound as refused:
        return _module_page(slug, faults=refused.facts["faults"]), 422
    except DomainError as refused:
        return _module_page(slug, refusal=sentence_for(refused.code, refused.facts)), refused.status
    return redirect(url_for("studio.module", slug=slug), 303)


def _save_upload(slug: str | None) -> str:
    """Keep the archive of the form as the draft of its module; returns the slug."""
    actor, running = signed_in_actor(), runtime()
    # Nothing is held while the archive is read, which may take long.
    session().rollback()
    with sent_archive(str(actor.id)) as path:
        prepared = prepare(running.store, unpack(path, running.settings), slug=slug)
    centre = request.form.get("centre")
    draft = save_draft(
        session(),
        actor,
        store=running.store,
        prepared=prepared,
        centre_id=parse_id(centre) if centre else None,
    )
    count = len(prepared.source.units)
    said = ngettext("Brouillon gardé\u00a0: %(num)s unité.", "Brouillon gardé\u00a0: %(num)s unités.", count)
    same = gettext("Ces fichiers sont ceux de la version %(number)s. Rien n’a changé.", number=draft.number)
    commit()
    flash(same if draft.number else said)
    return prepared.source.slug


@pages.post("/modules/<slug>/versions")
@needs("trainer")
def publish(slug: str) -> ResponseReturnValue:
    note = request.form.get("note", "")[:LONGEST_NOTE]
    actor, store = signed_in_actor(), runtime().store
    try:
        ready = make_ready(session(), actor, store=store, slug=slug)
        version = publish_version(session(), actor, store=store, slug=slug, note=note, ready=ready)
    except FaultsFound as refused:
        return _module_page(slug, faults=_plain_faults(slug) or refused.facts["faults"]), 422
    except (NotFound, Denied):
        raise
    except DomainError as refused:
        return _module_page(slug, refusal=sentence_for(refused.code, refused.facts)), refused.status
    commit()
    flash(gettext("La version %(number)s est publiée.", number=version.number))
    return redirect(url_for("studio.module", slug=slug), 303)


def _plain_faults(slug: str) -> list[dict[str, Any]]:
    """Of the draft as it stands, in the words of its forms."""
    draft = find_draft(session(), get_editable_module(session(), signed_in_actor(), slug).id)
    if draft is None or not draft.head:
        return []
    return told_by_place(faults_of(session(), draft), get_outline(session(), draft.id))


@pages.get("/modules/<slug>/versions/<int:number>/archive")
@needs("trainer")
def archive(slug: str, number: int) -> ResponseReturnValue:
    return archive_response(slug, get_editable_version(session(), signed_in_actor(), slug, number))


@pages.get("/modules/<slug>/versions/<int:number>/units/<unit>")
@needs("trainer")
def preview(slug: str, number: int, unit: str) -> ResponseReturnValue:
    """The unit as a learner sees it; nothing is sent from here."""
    actor = signed_in_actor()
    version = get_editable_version(session(), actor, slug, number)
    outline = get_outline(session(), version.id)
    here = outline.unit(unit)
    if here is None:
        raise NotFound
    return render_template(
        "studio/preview.html",
        outline=outline,
        unit=here,
        neighbours=_neighbours(outline, here.position),
        blocks=list_blocks(session(), version.id, unit, outline.language),
    )


def _neighbours(outline: Outline, position: int) -> dict[str, Any]:
    """The units before and after, None at either end; positions count from 1."""
    units = outline.units
    return {
        "before": units[position - 2] if position > 1 else None,
        "after": units[position] if position < len(units) else None,
    }
