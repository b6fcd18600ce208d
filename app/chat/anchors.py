"""What a message is about: {kind, id, …}, opaque to chat. Higher floors say what a card of it shows."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy.orm import Session

from app.people.actor import Actor

Anchor = dict[str, Any]


@dataclass(frozen=True, slots=True)
class AnchorCard:
    """What the reader of a message sees of its anchor, and where it leads."""

    title: str
    url: str
    lines: tuple[str, ...] = ()


Resolve = Callable[[Session, Actor, Anchor], AnchorCard | None]
ResolveAll = Callable[[Session, Actor, Sequence[Anchor]], Sequence[AnchorCard | None]]

_resolvers: dict[str, ResolveAll] = {}


def resolve_all_with(kind: str, resolve_all: ResolveAll) -> None:
    """Answer the cards of several anchors at once, in their order: the same statements for one as for fifty.

    None where the actor may not see what is anchored.
    """
    _resolvers[kind] = resolve_all


def resolve_with(kind: str, resolve: Resolve) -> None:
    """The same, anchor by anchor: for kinds that cost no statement each."""
    resolve_all_with(kind, lambda session, actor, anchors: [resolve(session, actor, one) for one in anchors])


def find_cards(session: Session, actor: Actor, anchors: Sequence[Anchor | None]) -> list[AnchorCard | None]:
    """The card of each anchor, in order; None for no anchor, an unknown kind, or what is not the actor's to see."""
    cards: list[AnchorCard | None] = [None] * len(anchors)
    for kind, resolve_all in _resolvers.items():
        found = [(place, anchor) for place, anchor in enumerate(anchors) if anchor and anchor["kind"] == kind]
        if found:
            answers = resolve_all(session, actor, [anchor for _place, anchor in found])
            for (place, _anchor), card in zip(found, answers, strict=True):
                cards[place] = card
    return cards
