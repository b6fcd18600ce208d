"""What this domain keeps about people: who wrote what."""

import uuid

from flask_babel import lazy_gettext as _
from sqlalchemy import select

from app.catalogue import ending
from app.catalogue.models import Change, Module, ModuleVersion
from app.people import keeping_words as words
from app.people.keeping import Group, Kept, Rows


def versions(person_id: uuid.UUID) -> Rows:
    return [
        select(
            Module.title.label("module"),
            ModuleVersion.number,
            ModuleVersion.note,
            ModuleVersion.saved_at.label("at"),
        )
        .join(Module, Module.id == ModuleVersion.module_id)
        .where(ModuleVersion.saved_by == person_id)
        .order_by(ModuleVersion.saved_at, ModuleVersion.id)
    ]


def changes(person_id: uuid.UUID) -> Rows:
    return [
        select(
            Module.title.label("module"),
            Change.at,
            Change.verb.label("act"),
            Change.unit,
            Change.block,
            Change.language,
        )
        .join(Module, Module.id == Change.module_id)
        .where(Change.by == person_id)
        .order_by(Change.id)
    ]


PARTS = (
    Kept(
        "written_versions",
        Group.WORK,
        (ModuleVersion,),
        _("Les versions de modules que vous avez enregistrées ou publiées."),
        words.FOR_WORK,
        words.WITH_MODULE,
        words.YOU_AND_AUTHORS,
        ending.WRITTEN,
        versions,
    ),
    Kept(
        "changes",
        Group.WORK,
        (Change,),
        _("Les changements que vous avez faits dans des brouillons."),
        words.FOR_WORK,
        words.WITH_MODULE,
        words.YOU_AND_AUTHORS,
        ending.WRITTEN,
        changes,
    ),
)
