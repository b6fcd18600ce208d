"""Every domain's tables, in the order of the floors; for Alembic and for tests."""

from app.catalogue import models as catalogue
from app.chat import models as chat
from app.in_centre import models as in_centre
from app.kernel import audit as audit
from app.kernel import installation as installation
from app.kernel import outbox as outbox
from app.learning import models as learning
from app.learning.brought import models as brought
from app.network import models as network
from app.people import models as people
from app.people.erasing import models as erasing
from app.people.optional import models as optional
from app.people.records import models as records
from app.people.terms import models as terms
from app.studio import models as studio
from app.tutoring import models as tutoring

__all__ = [
    "audit",
    "brought",
    "catalogue",
    "chat",
    "erasing",
    "in_centre",
    "installation",
    "learning",
    "network",
    "optional",
    "outbox",
    "people",
    "records",
    "studio",
    "terms",
    "tutoring",
]
