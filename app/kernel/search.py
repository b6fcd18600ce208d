"""One search: each domain says what of its own the person asking may find, and where that leads.

Most kinds look through what is theirs to see, and need no index (`having_words`). Units of modules have much text and
many readers: their words are kept, and have an index (`index_has`).
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from sqlalchemy import Boolean, ColumnElement, Select, and_, cast, column, func, literal_column, select, table
from sqlalchemy.dialects.postgresql import TSQUERY
from sqlalchemy.orm import Session

from app.kernel.access import Caller, allows
from app.kernel.words import Sought, pattern_of

#: What is looked at of one kind; whoever finds more says more words.
MOST_FOUND = 200
# No letter stands before a word; said with their ranges, as in some collations PostgreSQL knows those of ASCII alone.
BEFORE = "(^|[^[:alnum:]\u00c0-\u024f\u0370-\u052f\u1e00-\u1eff])"


def is_on_postgres(session: Session) -> bool:
    return session.get_bind().dialect.name == "postgresql"


def having_words(session: Session, text: Any, sought: Sought) -> ColumnElement[bool]:
    """Whether each word begins a word of the text; in a text of JSON, its keys count as well."""
    if not is_on_postgres(session):
        return func.has_words(text, sought.text, type_=Boolean)
    return and_(*(text.op("~")(BEFORE + pattern_of(word)) for word in sought.words))


def joined(*texts: Any) -> ColumnElement[Any]:
    """Texts of one row as one text."""
    whole: ColumnElement[Any] = func.coalesce(texts[0], "")
    for text in texts[1:]:
        whole = whole.op("||")(" ").op("||")(func.coalesce(text, ""))
    return whole


def index_has(session: Session, index: str, row_id: Any, words: Any, sought: Sought) -> ColumnElement[bool]:
    """Whether the folded words of a row are these, as its index says: FTS5's, or PostgreSQL's over that expression."""
    if is_on_postgres(session):
        asked = " & ".join(f"'{word}':*" for word in sought.words)
        lexemes: ColumnElement[Any] = func.array_to_tsvector(
            func.string_to_array(words, literal_column("' '"))
        )
        return lexemes.bool_op("@@")(cast(asked, TSQUERY))
    # Words have letters and figures alone: nothing in them is of the language of FTS5.
    asked = " AND ".join(f'"{word}"*' for word in sought.words)
    rows: Select[Any] = (
        select(column("rowid")).select_from(table(index)).where(column(index).op("MATCH")(asked))
    )
    found: ColumnElement[bool] = row_id.in_(rows)
    return found


@dataclass(frozen=True, slots=True)
class Hit:
    """One thing that was found, where it leads, and the passage that has the words."""

    key: str
    title: str
    url: str
    detail: str = ""
    excerpt: str = ""


Tell = Callable[[Sequence[Hit]], Sequence[Hit]]


@dataclass(frozen=True, slots=True)
class Found:
    """What one domain finds, the best first, MOST_FOUND at most. `tell` completes those that are shown."""

    hits: Sequence[Hit] = ()
    tell: Tell = field(default=lambda hits: hits)


Find = Callable[[Session, Any, Sought], Found]


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of things, under one heading, for whom one of its policies lets in."""

    name: str
    label: Any
    icon: str
    order: int
    policies: tuple[str, ...]


_kinds: dict[str, Kind] = {}
_finders: dict[str, list[Find]] = {}


def add_kind(name: str, label: Any, icon: str, order: int, policies: tuple[str, ...]) -> None:
    _kinds[name] = Kind(name, label, icon, order, policies)


def find_with(kind: str, find: Find) -> None:
    """`find(session, actor, sought)` finds what the actor would see in the lists and pages of that domain; a thing
    that two domains find is told by the one named first."""
    known = _finders.setdefault(kind, [])
    if find not in known:
        known.append(find)


def list_kinds(actor: Caller) -> list[Kind]:
    """Those of which the actor may find something."""
    own = [kind for kind in _kinds.values() if any(allows(policy, actor) for policy in kind.policies)]
    return sorted(own, key=lambda kind: kind.order)


@dataclass(frozen=True, slots=True)
class Group:
    """All that was found of one kind."""

    kind: Kind
    _hits: tuple[tuple[Hit, Tell], ...]

    @property
    def total(self) -> int:
        return len(self._hits)

    @property
    def is_cut(self) -> bool:
        return self.total >= MOST_FOUND

    def show(self, first: int, limit: int) -> list[Hit]:
        shown = self._hits[first : first + limit]
        told: dict[str, Hit] = {}
        for tell in dict.fromkeys(tell for _hit, tell in shown):
            told |= {hit.key: hit for hit in tell([hit for hit, by in shown if by is tell])}
        return [told[hit.key] for hit, _tell in shown]


def look_for(session: Session, actor: Any, sought: Sought) -> list[Group]:
    """Kind by kind, what the actor may find; kinds of which nothing is found are left out."""
    groups = (Group(kind, tuple(_all_of(session, actor, sought, kind.name))) for kind in list_kinds(actor))
    return [replace(group, _hits=group._hits[:MOST_FOUND]) for group in groups if group.total]


def _all_of(session: Session, actor: Any, sought: Sought, kind: str) -> Iterator[tuple[Hit, Tell]]:
    known: set[str] = set()
    for find in _finders.get(kind, ()) if sought else ():
        found = find(session, actor, sought)
        for hit in found.hits:
            if hit.key not in known:
                known.add(hit.key)
                yield hit, found.tell
