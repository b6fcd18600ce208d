import uuid
from dataclasses import dataclass
from datetime import datetime

from app.kernel.events import Event


@dataclass(frozen=True, slots=True)
class VersionPublished(Event):
    """A new version of a module can be begun. Learners stay on theirs."""

    version_id: uuid.UUID
    module_id: uuid.UUID
    number: int
    at: datetime
