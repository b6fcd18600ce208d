"""What the page and the call have in common."""

from dataclasses import dataclass

from app.kernel.clock import now
from app.kernel.identity import signed_in_actor
from app.kernel.rates import Allowance
from app.kernel.search import Group, look_for
from app.kernel.unit_of_work import session
from app.kernel.words import Sought, read_sought

# The page asks as one types.
search_rates = Allowance("search", 4, 40)


@dataclass(frozen=True, slots=True)
class Looked:
    typed: str
    sought: Sought
    groups: list[Group]

    @property
    def total(self) -> int:
        return sum(group.total for group in self.groups)

    def of(self, kind: str) -> list[Group]:
        """The groups that are asked for; all where no kind is."""
        return [group for group in self.groups if kind in {"", group.kind.name}]


def look(typed: str) -> Looked:
    """Raises TooMany."""
    actor = signed_in_actor()
    search_rates.take(actor.id, now().timestamp())
    sought = read_sought(typed)
    return Looked(typed, sought, look_for(session(), actor, sought))
