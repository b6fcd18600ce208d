"""A module from nothing."""

import uuid
from dataclasses import replace
from datetime import timedelta

from flask_babel import gettext
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.catalogue.content import ModuleSource, UnitSource
from app.catalogue.content.block_sources import TextBlock
from app.catalogue.content.slugs import slug_of
from app.catalogue.content.sources import REMOTE
from app.catalogue.models import Module, ModuleVersion, Place
from app.catalogue.services.editing.codes import new_code
from app.catalogue.services.editing.desk import Desk
from app.catalogue.services.editing.states import put_unit
from app.catalogue.services.editing.units import FIRST_MINUTES, first_unit
from app.catalogue.services.editing.words import LONGEST_TITLE, line
from app.catalogue.services.modules import create_module
from app.catalogue.services.version_rows import head_of
from app.kernel.clock import now
from app.kernel.i18n import today
from app.people.actor import Actor

LICENCE = "CC-BY-SA-4.0"
#: Facts of a trade are looked at again after a year.
REVIEWED_AFTER = timedelta(days=365)


def begin_module(
    session: Session,
    actor: Actor,
    *,
    title: str,
    language: str,
    sector: str,
    centre_id: uuid.UUID | None = None,
) -> Module:
    """A module of which there is a title, and a unit with one empty block: a draft alone, seen by its authors alone.

    Flushes, never commits. Raises Denied, CentreUnclear, TextTooLong.
    """
    source = first_source(_free_slug(session, title), line(title, LONGEST_TITLE), language, line(sector, 64))
    module = create_module(session, actor, source=source, centre_id=centre_id)
    draft = ModuleVersion(
        module_id=module.id,
        number=0,
        checksum="",
        archive="",
        head=head_of(source),
        title=source.title,
        saved_by=actor.id,
        saved_at=now(),
    )
    session.add(draft)
    session.flush()
    desk = Desk(session, actor.id, module, draft)
    name = gettext("Première unité")
    code = slug_of(name, "unite")
    put_unit(desk, code, first_unit(language, name, Place.REMOTE) | {"name": f"01-{code}"})
    desk.note("module_begun", before={}, after={})
    return module


def first_source(slug: str, title: str, language: str, sector: str) -> ModuleSource:
    """What a new module says of itself: a title, and nothing yet."""
    return ModuleSource(
        slug=slug,
        title=title,
        language=language,
        summary="",
        sector=sector,
        licence=LICENCE,
        origin_version=None,
        review_on=today() + REVIEWED_AFTER,
        outcomes=(),
        sources=(),
        units=(),
        media=(),
    )


def begun_source(slug: str, title: str, language: str, sector: str) -> ModuleSource:
    """The least that is valid: one text, its title in the place of everything that is still to be said."""
    text = TextBlock(id="texte", title=title, body=title)
    unit = UnitSource(
        name="01-unite",
        language=language,
        id="unite",
        title=title,
        place=REMOTE,
        minutes=FIRST_MINUTES,
        outcomes=(),
        blocks=(text,),
    )
    return replace(first_source(slug, title, language, sector), summary=title, units=(unit,))


def _free_slug(session: Session, title: str) -> str:
    """The title's, where no module of the network has it; one that is taken meanwhile is refused by its lock."""
    slug = slug_of(title, "module")
    taken = session.scalar(select(Module.id).where(Module.slug == slug))
    return new_code(slug) if taken else slug
