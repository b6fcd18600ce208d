"""One guide a role, in the order in which a person of several roles meets them.

The words that stand on the screens come in by the same sentences as there, so that both are translated alike.
"""

from app.home.guides.centre import CENTRE
from app.home.guides.entering import ENTERING
from app.home.guides.learner import LEARNER
from app.home.guides.network import NETWORK
from app.home.guides.shape import Guide
from app.home.guides.trainer import TRAINER
from app.home.guides.tutor import TUTOR
from app.home.guides.workshop import WORKSHOP

GUIDES: tuple[Guide, ...] = (LEARNER, TUTOR, TRAINER, WORKSHOP, CENTRE, NETWORK)

__all__ = ["ENTERING", "GUIDES"]
