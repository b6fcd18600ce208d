"""What a trainer finds of modules: those they write, drafts too, and by their titles those of the network they may read."""

from flask import url_for
from flask_babel import gettext
from sqlalchemy import Text, and_, case, cast, or_, select
from sqlalchemy.orm import Session, aliased

from app.catalogue.finding import UnitFound, in_title, in_words, list_modules_having, tell_passages
from app.catalogue.models import Module, ModuleVersion, Unit, UnitWords
from app.catalogue.policy import may_edit
from app.catalogue.queries import DRAFT, is_editable, is_readable
from app.kernel.i18n import spoken
from app.kernel.search import MOST_FOUND, Found, Hit, having_words, joined
from app.kernel.words import Sought
from app.people.actor import Actor
from app.people.models import Role

Draft, DraftUnit = aliased(ModuleVersion), aliased(Unit)


def find_modules(session: Session, actor: Actor, sought: Sought) -> Found:
    if not actor.has_role(Role.TRAINER):
        return Found()
    found = list_modules_having(session, or_(is_editable(actor), is_readable(actor)), sought)
    return Found([_module_hit(module, is_own=may_edit(actor, module)) for module in found])


def _module_hit(module: Module, *, is_own: bool) -> Hit:
    """Where one writes it; of another centre's, the list that tells of it."""
    title, summary = module.title_in(spoken()), module.summary_in(spoken())
    if is_own:
        url, detail = url_for("studio.module", slug=module.slug), ""
    else:
        url = url_for("studio.modules", q=module.slug, _anchor="network")
        detail = gettext("Ailleurs dans le réseau")
    return Hit(module.slug, title, url, detail, excerpt=summary)


def find_units(session: Session, actor: Actor, sought: Sought) -> Found:
    """By all that the published version says; by their titles in the draft."""
    if not actor.has_role(Role.TRAINER):
        return Found()
    published = {_key(one): one for one in _published(session, actor, sought)}
    drafted = {_key(one): one for one in _drafted(session, actor, sought)}
    found = published | {key: one for key, one in drafted.items() if key not in published}
    hits = [
        Hit(key, one.title, _address(one, ""), one.module.title_in(spoken())) for key, one in found.items()
    ]
    return Found(hits, tell_passages(session, sought, published, _address))


def _key(one: UnitFound) -> str:
    return f"{one.module.slug}/{one.unit.code}"


def _address(one: UnitFound, block: str) -> str:
    """In the editor where the draft has the unit, else as its learners read it."""
    slug, code = one.module.slug, one.unit.code
    if one.beside:
        return url_for("studio.unit", slug=slug, unit=code, _anchor=f"block-{block}" if block else None)
    return url_for("studio.preview", slug=slug, number=one.number, unit=code, _anchor=block or None)


def _published(session: Session, actor: Actor, sought: Sought) -> list[UnitFound]:
    title = in_title(session, sought)
    rows = session.execute(
        select(Unit, Module, ModuleVersion.number, DraftUnit.id)
        .join(UnitWords, UnitWords.unit_id == Unit.id)
        .join(ModuleVersion, ModuleVersion.id == Unit.version_id)
        .join(Module, Module.id == ModuleVersion.module_id)
        .join(Draft, and_(Draft.module_id == Module.id, Draft.number == DRAFT), isouter=True)
        .join(DraftUnit, and_(DraftUnit.version_id == Draft.id, DraftUnit.code == Unit.code), isouter=True)
        .where(in_words(session, sought), is_editable(actor), ModuleVersion.number == Module.current_number)
        .order_by(case((title, 0), else_=1), Module.title, Unit.position)
        .limit(MOST_FOUND)
    )
    return [UnitFound(*row) for row in rows]


def _drafted(session: Session, actor: Actor, sought: Sought) -> list[UnitFound]:
    said = joined(Unit.title, cast(Unit.words, Text))
    rows = session.execute(
        select(Unit, Module, ModuleVersion.number, Unit.id)
        .join(ModuleVersion, ModuleVersion.id == Unit.version_id)
        .join(Module, Module.id == ModuleVersion.module_id)
        .where(ModuleVersion.number == DRAFT, is_editable(actor), having_words(session, said, sought))
        .order_by(Module.title, Unit.position)
        .limit(MOST_FOUND)
    )
    found = [UnitFound(*row) for row in rows]
    return [one for one in found if sought.fits(one.unit.title, *_titles(one.unit))]


def _titles(unit: Unit) -> list[str]:
    return [str(told.get("title", "")) for told in unit.words.values()]
