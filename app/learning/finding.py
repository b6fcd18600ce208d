"""What a learner finds of modules: those begun, as far as they are written, and those one may begin, by their titles."""

from flask import url_for
from sqlalchemy import and_, case, exists, or_, select
from sqlalchemy.orm import Session

from app.catalogue.finding import (
    UnitFound,
    in_title,
    in_words,
    is_offered,
    is_offered_version,
    list_modules_having,
    tell_passages,
)
from app.catalogue.models import Module, ModuleVersion, Unit, UnitWords
from app.kernel.i18n import spoken
from app.kernel.search import MOST_FOUND, Found, Hit
from app.kernel.words import Sought
from app.learning.models import Enrolment, ErrorReport
from app.learning.safety import stands_against
from app.learning.screens import unit_url
from app.people.actor import Actor
from app.people.models import Role


def find_modules(session: Session, actor: Actor, sought: Sought) -> Found:
    if not actor.has_role(Role.LEARNER):
        return Found()
    begun = exists().where(Enrolment.learner_id == actor.id, Enrolment.module_id == Module.id)
    found = list_modules_having(session, or_(begun, is_offered(actor)), sought)
    return Found([_module_hit(module) for module in found])


def _module_hit(module: Module) -> Hit:
    return Hit(
        module.slug,
        module.title_in(spoken()),
        url_for("learning.module", slug=module.slug),
        excerpt=module.summary_in(spoken()),
    )


def find_units(session: Session, actor: Actor, sought: Sought) -> Found:
    """Of a module not begun its page tells the titles of units, and no more is found."""
    if not actor.has_role(Role.LEARNER):
        return Found()
    title = in_title(session, sought)
    own = and_(Enrolment.learner_id == actor.id, Enrolment.module_id == Module.id)
    offered = and_(Enrolment.id.is_(None), is_offered_version(actor), title)
    rows = session.execute(
        select(Unit, Module, ModuleVersion.number, Enrolment.id)
        .join(UnitWords, UnitWords.unit_id == Unit.id)
        .join(ModuleVersion, ModuleVersion.id == Unit.version_id)
        .join(Module, Module.id == ModuleVersion.module_id)
        .join(Enrolment, own, isouter=True)
        .where(in_words(session, sought), or_(Enrolment.version_id == ModuleVersion.id, offered))
        .order_by(case((title, 0), else_=1), Enrolment.id.is_(None), Module.title, Unit.position)
        .limit(MOST_FOUND)
    )
    units = {f"{row[1].slug}/{row[0].code}": UnitFound(*row) for row in rows}
    begun = {key: one for key, one in units.items() if one.beside}
    is_warned = (
        exists()
        .where(ErrorReport.module_id == ModuleVersion.module_id, ErrorReport.unit == Unit.code)
        .where(stands_against(ModuleVersion.number))
        .correlate(ModuleVersion, Unit)
    )
    hits = [_unit_hit(key, one) for key, one in units.items()]
    return Found(hits, tell_passages(session, sought, begun, _address, silent=is_warned))


def _address(one: UnitFound, block: str) -> str:
    return unit_url(one.module.slug, one.unit.code, block)


def _unit_hit(key: str, one: UnitFound) -> Hit:
    url = (
        _address(one, "") if one.beside else url_for("learning.module", slug=one.module.slug, _anchor="path")
    )
    return Hit(key, one.title, url, detail=one.module.title_in(spoken()))
