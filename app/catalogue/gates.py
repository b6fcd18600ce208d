"""What floors above ask before a draft is published: each gate lets it pass, or raises its reason."""

from collections.abc import Callable

from sqlalchemy.orm import Session

from app.catalogue.models import Module, ModuleVersion
from app.kernel.storage import Store
from app.people.actor import Actor

Gate = Callable[[Session, Actor, Store, Module, ModuleVersion], None]

_gates: list[Gate] = []


def stand_before_publishing(gate: Gate) -> None:
    """Register a gate; in the transaction of the publication, with the module's lock held."""
    if gate not in _gates:
        _gates.append(gate)


def pass_gates(session: Session, actor: Actor, store: Store, module: Module, draft: ModuleVersion) -> None:
    for gate in _gates:
        gate(session, actor, store, module, draft)
