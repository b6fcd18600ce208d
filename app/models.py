"""Every domain's tables, in the order of the floors; for Alembic and for tests."""

from app.kernel import audit as audit
from app.kernel import outbox as outbox
from app.network import models as network
from app.people import models as people

__all__ = ["audit", "network", "outbox", "people"]
