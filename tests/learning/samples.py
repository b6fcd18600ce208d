"""A small published module, a learner enrolled in it, and events as a device sends them."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy.orm import Session

from app.catalogue.models import Block, BlockText, BlockType, Module, ModuleVersion, Place, Unit, VersionState
from app.kernel.clock import now
from app.kernel.i18n import iso
from app.kernel.ids import new_id
from app.learning.models import Enrolment
from app.learning.services.enrolments import enrol
from app.learning.services.recording import Recorded, record_events
from tests.cast import Cast, Member

CHOICE = {
    "type": "choice",
    "tries": None,
    "answers": [
        {"id": "a1", "html": "Non", "text": "Non", "right": True, "feedback_html": "<p>C’est cela.</p>"},
        {
            "id": "a2",
            "html": "Oui",
            "text": "Oui",
            "right": False,
            "feedback_html": "<p>Un pôle peut rester fermé.</p>",
        },
    ],
}
ORDER = {
    "type": "order",
    "tries": None,
    "items": [{"id": f"i{at}", "html": f"Étape {at}", "text": f"Étape {at}"} for at in (1, 2, 3)],
    "feedback": {"right": "<p>Oui.</p>", "wrong": "<p>La VAT vient après.</p>"},
}
NUMBER = {
    "type": "number",
    "tries": 2,
    "answer": "10",
    "tolerance": "0",
    "unit": "mesures",
    "wrong": [{"value": "9", "feedback_html": "<p>Il manque la mesure neutre–terre.</p>"}],
    "feedback": {"right": "<p>Juste.</p>", "wrong": "<p>Comptez encore.</p>"},
}
MATCH = {
    "type": "match",
    "tries": 2,
    "lefts": [{"id": f"l{at}", "html": f"Énergie {at}", "text": f"Énergie {at}"} for at in (1, 2)],
    "rights": [{"id": f"r{at}", "html": f"Moyen {at}", "text": f"Moyen {at}"} for at in (1, 2)],
    "pairs": ["r1", "r2"],
    "wrong": [],
    "feedback": {"right": "<p>Oui.</p>", "wrong": "<p>Regardez encore.</p>"},
}
CHECKLIST = {
    "items": [{"id": "k1", "html": "Gants", "text": "Gants"}, {"id": "k2", "html": "Écran", "text": "Écran"}]
}
BENCH = {"minutes": 45, "criteria": [{"id": "reperer", "critical": True, "text": "Repère les sources"}]}

Blocks = list[tuple[str, BlockType, bool, dict[str, Any]]]

UNITS: list[tuple[str, Place, Blocks]] = [
    (
        "le-risque",
        Place.REMOTE,
        [
            ("lire", BlockType.TEXT, True, {}),
            ("alerte", BlockType.CALLOUT, True, {"kind": "safety"}),
            ("choisir", BlockType.QUESTION, True, CHOICE),
            ("en-plus", BlockType.TEXT, False, {}),
        ],
    ),
    (
        "la-vat",
        Place.REMOTE,
        [
            ("ordonner", BlockType.QUESTION, True, ORDER),
            ("compter", BlockType.QUESTION, True, NUMBER),
            ("verifier", BlockType.CHECKLIST, True, CHECKLIST),
            ("associer", BlockType.QUESTION, False, MATCH),
            ("dire", BlockType.OPEN_ANSWER, False, {}),
        ],
    ),
    ("au-banc", Place.IN_CENTRE, [("atelier", BlockType.IN_CENTRE, True, BENCH)]),
]
REQUIRED = 7


def publish(
    session: Session,
    centre_id: uuid.UUID,
    *,
    slug: str = "consignation",
    is_shared: bool = True,
    filler: int = 0,
) -> Module:
    """A module with one of each kind of block; `filler` adds as many texts to its second unit."""
    module = Module(
        slug=slug,
        centre_id=centre_id,
        is_shared=is_shared,
        title="Consignation",
        language="fr",
        sector="electricity",
        licence="CC-BY-SA-4.0",
        review_on=date(2027, 1, 1),
        created_at=now(),
    )
    session.add(module)
    session.flush()
    publish_version(session, module, filler=filler)
    return module


def publish_version(
    session: Session,
    module: Module,
    *,
    filler: int = 0,
    without: str = "",
    without_unit: str = "",
    instead: Mapping[str, dict[str, Any]] | None = None,
    more: Blocks | None = None,
) -> ModuleVersion:
    """The next version of the module; `without` leaves one block out, `without_unit` a unit, `instead` gives some other
    data, `more` blocks are added to its first unit.
    """
    other = instead or {}
    units = [
        (
            code,
            place,
            [(*block[:3], other.get(block[0], block[3])) for block in blocks if block[0] != without],
        )
        for code, place, blocks in UNITS
        if code != without_unit
    ]
    units[0][2].extend(more or [])
    units[1][2].extend((f"texte-{at}", BlockType.TEXT, True, {}) for at in range(filler))
    version = ModuleVersion(
        module_id=module.id,
        number=module.current_number + 1,
        state=VersionState.PUBLISHED,
        checksum=new_id().hex,
        archive="",
        title=module.title,
        required_blocks=sum(block[2] for _code, _place, blocks in units for block in blocks),
        saved_at=now(),
        published_at=now(),
    )
    session.add(version)
    session.flush()
    module.current_number = version.number
    for position, (code, place, blocks) in enumerate(units, 1):
        _add_unit(session, version.id, position, code, place, blocks)
    session.flush()
    return version


def _add_unit(
    session: Session, version_id: uuid.UUID, position: int, code: str, place: Place, blocks: Blocks
) -> None:
    needed = ["le-risque", "la-vat"] if place is Place.IN_CENTRE else []
    unit = Unit(
        version_id=version_id,
        code=code,
        position=position,
        title=code.replace("-", " ").capitalize(),
        place=place,
        minutes=30,
        prerequisites=needed,
    )
    session.add(unit)
    session.flush()
    for at, (name, type_, is_required, data) in enumerate(blocks, 1):
        block = Block(
            version_id=version_id,
            unit_id=unit.id,
            code=name,
            position=at,
            type=type_,
            is_required=is_required,
        )
        session.add(block)
        session.flush()
        session.add(
            BlockText(
                block_id=block.id,
                language="fr",
                title=f"Bloc {name}",
                label=f"Bloc {name}",
                html=f"<p>Voici {name}.</p>",
                data=data,
                sanitiser_version=1,
            )
        )


@dataclass(frozen=True)
class Study:
    """Nadia, enrolled in the sample module with Sabine or Yves."""

    module: Module
    enrolment: Enrolment

    def event(self, block: str, verb: str, **more: Any) -> dict[str, Any]:
        """One event, as a device sends it: now, with an id of its own, unless told otherwise."""
        return {
            "id": str(new_id()),
            "enrolment": str(self.enrolment.id),
            "block": block,
            "verb": verb,
            "occurred_at": iso(now()),
            "data": {},
        } | more

    def answer(self, block: str, response: object, **more: Any) -> dict[str, Any]:
        return self.event(block, "answered", data={"response": response}, **more)

    def active(self, seconds: float, at: datetime, block: str = "lire") -> dict[str, Any]:
        return self.event(block, "active", data={"seconds": seconds}, occurred_at=iso(at))


def begin(session: Session, cast: Cast, *, filler: int = 0, learner: Member | None = None) -> Study:
    module = publish(session, cast.centre_id, filler=filler)
    enrolment, _created = enrol(session, learner_id=(learner or cast.learner).id, module=module)
    session.commit()
    return Study(module, enrolment)


def send(session: Session, member: Member, *events: object, **more: Any) -> Recorded:
    """Record events in a transaction of their own."""
    recorded = record_events(session, member.actor, events=list(events), **more)
    session.commit()
    return recorded
