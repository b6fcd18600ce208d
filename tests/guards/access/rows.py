"""The shape of an expectation, and the people of the cast by the doors their roles open."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from tests.planted import BENCH, BLOCK, OTHER, PICTURE, UNIT, WORK_BLOCK, Planted

Names = frozenset[str]


def people(text: str) -> Names:
    return frozenset(text.split())


LEARNERS = people("learner second_learner stranger")
TUTORS = people("tutor substitute other_tutor")
TRAINERS = people("author other_author")
HOSTS = people("host other_author")
MANAGERS = people("manager other_manager")
NETWORK = people("network")
STAFF = TUTORS | TRAINERS | HOSTS | MANAGERS | NETWORK
EVERYONE = LEARNERS | STAFF
NOBODY = "nobody"

# The same person in the other centre; who has none there sees nothing of it.
COUNTERPART = {
    "learner": "stranger",
    "tutor": "other_tutor",
    "author": "other_author",
    "host": "other_author",
    "manager": "other_manager",
}

# What a parameter of an address is called in `Planted`, where the names differ; or the value itself.
ATTRIBUTE = {"conversation": "conversation_id", "version": "version_id"}
FIXED: dict[str, Any] = {
    "unit": UNIT,
    "block": BLOCK,
    "name": PICTURE,
    "rendition": "1.webp",
    "language": OTHER,
}
NOWHERE: dict[str, Any] = {
    "slug": "nulle-part",
    "number": 99,
    "unit": "nulle-part",
    "block": "nulle-part",
    "name": "rien.png",
    "rendition": "9.webp",
    "language": "xx",
}
NO_ID = "00000000-0000-7000-8000-000000000000"
PARAMETER = re.compile(r"<(?:\w+:)?(\w+)>")

Fill = Callable[[Planted], Any]


@dataclass(frozen=True)
class Row:
    """What one route answers.

    `enters`: whose role passes the door; everybody else is answered 403, and nobody is asked to sign in.
    `sees`: who of the first centre reaches the first centre's object; in the other centre their counterparts reach
    its own; `everywhere` reaches both. They are answered `ok`, or what `but` says of them; who enters and does not see is answered 404. An id
    that does not exist is answered `absent`.
    """

    rule: str
    enters: Names = EVERYONE
    sees: Names = frozenset()
    everywhere: Names = frozenset()
    ok: int = 200
    but: Mapping[str, int] = field(default_factory=dict)
    nobody: int = 0
    absent: int = 404
    form: Fill | None = None
    json: Fill | None = None
    query: Fill | None = None
    data: Fill | None = None
    where: Mapping[str, str] = field(default_factory=dict)

    @property
    def method(self) -> str:
        return self.rule.split(" ")[0]

    @property
    def path(self) -> str:
        return self.rule.split(" ")[1]

    @property
    def is_call(self) -> bool:
        return self.path.startswith("/api/")

    @property
    def parameters(self) -> list[str]:
        return PARAMETER.findall(self.path)

    def address(self, values: Mapping[str, Any]) -> str:
        return PARAMETER.sub(lambda found: str(values[found[1]]), self.path)

    def values(self, planted: Planted) -> dict[str, Any]:
        """What stands in the address for this centre's object; `where` names another attribute of it."""
        return {name: self._value(name, planted) for name in self.parameters}

    def _value(self, name: str, planted: Planted) -> Any:
        wanted = self.where.get(name, "")
        if wanted.startswith("="):
            return wanted[1:]
        if name in FIXED and not wanted:
            return FIXED[name]
        return getattr(planted, wanted or ATTRIBUTE.get(name, name))

    def for_nobody(self) -> int:
        return self.nobody or (302 if self.method == "GET" and not self.is_call else 401)


AT_WORK = {"block": f"={WORK_BLOCK}"}
AT_BENCH = {"unit": f"={BENCH}"}
