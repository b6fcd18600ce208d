"""The checklist of a draft: what stops its publication, what is worth a look, what is fine."""

import uuid
from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass, replace

from sqlalchemy.orm import Session

from app.catalogue.checks import FAULTS, Found, Place, Verdict, check_module, faults_found, translations
from app.catalogue.checks.links import Looked, is_web, links_of
from app.catalogue.content.hiding import without_hidden
from app.catalogue.language_reading import list_texts
from app.catalogue.models import Module, ModuleVersion
from app.catalogue.services.drafting import find_faults
from app.kernel.blocking import run_blocking
from app.kernel.errors import Conflict
from app.kernel.i18n import LANGUAGES, spoken, today
from app.kernel.storage import Store
from app.people.actor import Actor
from app.studio import policy
from app.studio.draft_source import draft_source
from app.studio.faults import plainly
from app.studio.services.links import looked_at

KEPT = 64
Key = tuple[uuid.UUID, str, str, str]


class ChecksStop(Conflict):
    """Something on the checklist stops the publication; `facts["count"]` says how many of its lines."""

    code = "checks_stop"


@dataclass(frozen=True, slots=True)
class Checklist:
    found: tuple[Found, ...]
    addresses: frozenset[str]
    looked: Mapping[str, Looked]

    def of(self, verdict: Verdict) -> list[Found]:
        return [each for each in self.found if each.verdict is verdict]

    @property
    def stopping(self) -> list[Found]:
        return self.of(Verdict.BLOCKS)

    @property
    def fine(self) -> list[Found]:
        return self.of(Verdict.FINE)

    @property
    def open(self) -> list[Found]:
        """What stops, then what is worth a look."""
        return [*self.stopping, *self.of(Verdict.WARNS)]


_kept: OrderedDict[Key, Checklist] = OrderedDict()


def checklist_of(session: Session, store: Store, draft: ModuleVersion) -> Checklist:
    """The checks of this state of the draft; as they take some tenths of a second, a process keeps the last ones."""
    day = today()
    key = (draft.id, policy.state_of(draft) + draft.checksum, day.isoformat(), spoken())
    known = _kept.get(key)
    if known and looked_at(session, known.addresses) == known.looked:
        return known
    whole, sizes = draft_source(session, store, draft)
    source = without_hidden(whole)
    addresses = frozenset(link.address for link in links_of(source) if is_web(link.address))
    looked = looked_at(session, addresses)
    faults = [Place(each.unit, each.block, words=plainly(each)) for each in run_blocking(find_faults, whole)]
    found = run_blocking(check_module, source, today=day, looked=looked, sizes=sizes)
    found = (faults_found(faults), *found)
    _kept[key] = Checklist(found, addresses, looked)
    while len(_kept) > KEPT:
        _kept.popitem(last=False)
    return _kept[key]


def with_translations(session: Session, checklist: Checklist, draft: ModuleVersion) -> Checklist:
    """And how its other languages stand, where it has any; they stop nothing, so that publishing does not ask."""
    texts = list_texts(session, draft) if draft.head else []
    if not texts:
        return checklist
    return replace(checklist, found=(*checklist.found, translations.check(texts, LANGUAGES)))


def stop_what_checks_stop(
    session: Session, _actor: Actor, store: Store, _module: Module, draft: ModuleVersion
) -> None:
    """A gate: nothing on the checklist stops the publication. Raises ChecksStop."""
    # Publishing itself tells every fault, by file and line.
    stopping = [each for each in checklist_of(session, store, draft).stopping if each.check != FAULTS]
    if stopping:
        raise ChecksStop(count=len(stopping))
