"""Files from other tools, taken as new units at the end of a module's draft."""

from dataclasses import dataclass, replace

from sqlalchemy import and_, or_, select
from sqlalchemy.orm import Session

from app.catalogue.content import Files, ModuleSource, UnitSource, write
from app.catalogue.content.block_sources import InCentreBlock
from app.catalogue.content.media import sniff
from app.catalogue.content.module_file import UNIT_NAME
from app.catalogue.content.slugs import slug_of
from app.catalogue.content.sources import MediaFile
from app.catalogue.elsewhere import Asking, Draft, Report, read_elsewhere
from app.catalogue.elsewhere.words import words_in
from app.catalogue.models import Module, ModuleVersion
from app.catalogue.queries import DRAFT
from app.catalogue.services.modules import check_editable
from app.catalogue.services.sources import read_source
from app.kernel.blocking import run_blocking
from app.kernel.errors import Conflict, DomainError, NotFound
from app.kernel.storage import Store
from app.people.actor import Actor

LAST_NUMBER = 99


class UnitNameTaken(Conflict):
    """The module has a unit of this name, or with the id that the name makes."""

    code = "unit_name_taken"


class BadUnitName(DomainError):
    """Two digits, a dash, a plain name."""

    code = "bad_unit_name"


@dataclass(frozen=True, slots=True)
class Sent:
    """A file as it came. Without `unit`, the new unit gets the next number and a name after the title."""

    data: bytes
    name: str
    title: str = ""
    unit: str = ""


@dataclass(frozen=True, slots=True)
class Taken:
    """The files of the module with the new units in it; nothing is kept yet."""

    files: Files
    units: tuple[UnitSource, ...]
    report: Report


def find_base(session: Session, slug: str) -> tuple[Module, ModuleVersion | None]:
    """A module, whoever asks, with what new units are added to: its draft, else its current version.

    Raises NotFound where there is no such module.
    """
    found = session.execute(
        select(Module, ModuleVersion)
        .join(
            ModuleVersion,
            and_(
                ModuleVersion.module_id == Module.id,
                or_(ModuleVersion.number == DRAFT, ModuleVersion.number == Module.current_number),
            ),
            isouter=True,
        )
        .where(Module.slug == slug)
        .order_by(ModuleVersion.number)
    ).first()
    if found is None:
        raise NotFound
    return found[0], found[1]


def get_base(session: Session, actor: Actor, slug: str) -> ModuleVersion:
    """The same for its author. Raises NotFound, Denied."""
    module, base = find_base(session, slug)
    check_editable(actor, module)
    if base is None:
        raise NotFound
    return base


def take_into(store: Store, base: ModuleVersion, sent: Sent, source: ModuleSource | None = None) -> Taken:
    """Reads the file; no database, nothing written. Raises NotTaken, UnitNameTaken, BadUnitName.

    `source` is what an edited draft says, which its archive does not. Takes up to some seconds of CPU: call it outside any transaction.
    """
    module = source or read_source(store, base)
    asking = _asking(module, sent)
    draft = run_blocking(read_elsewhere, sent.data, sent.name, asking, words_in(module.language))
    return Taken(write(_joined(module, draft)), draft.units, draft.report)


def _asking(module: ModuleSource, sent: Sent) -> Asking:
    names = {unit.name for unit in module.units}
    ids = {unit.id for unit in module.units}
    name = sent.unit or _free_name(module, slug_of(sent.title or sent.name.partition(".")[0], "unite"))
    if not UNIT_NAME.fullmatch(name):
        raise BadUnitName
    if name in names or name[3:] in ids:
        raise UnitNameTaken
    return Asking(
        unit=name,
        language=module.language,
        title=sent.title,
        ids=frozenset(_ids(module)),
        media=frozenset(medium.name for medium in module.media),
    )


def _free_name(module: ModuleSource, wanted: str) -> str:
    number = min(LAST_NUMBER, max((int(unit.name[:2]) for unit in module.units), default=0) + 1)
    ids = {unit.id for unit in module.units}
    slug, suffix = wanted, 1
    while slug in ids:
        suffix += 1
        slug = f"{wanted}-{suffix}"
    return f"{number:02d}-{slug}"


def _ids(module: ModuleSource) -> set[str]:
    """Blocks and criteria share one pool."""
    blocks = [block for unit in module.units for block in unit.blocks]
    grids = [block for block in blocks if isinstance(block, InCentreBlock)]
    return {block.id for block in blocks} | {item.id for grid in grids for item in grid.criteria}


def _joined(module: ModuleSource, draft: Draft) -> ModuleSource:
    media = [MediaFile(name, sniff(data) or "", data) for name, data in draft.media.items()]
    every = sorted((*module.media, *media), key=lambda medium: medium.name)
    return replace(module, units=(*module.units, *draft.units), media=tuple(every))
