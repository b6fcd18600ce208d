"""What tutoring shows inside the player: the way to the tutor under each block, and who that is at the side."""

from flask import url_for
from flask_babel import gettext

from app.learning.panels import Panel, PanelContext


def _help_address(at: PanelContext) -> str:
    return url_for("tutoring.help_at_block", enrolment_id=at.enrolment_id, block=at.block)


def _tutor_address(at: PanelContext) -> str:
    return url_for("tutoring.tutor", enrolment_id=at.enrolment_id)


HELP = Panel("help", "block", "learner", _help_address, lambda: gettext("Je ne comprends pas"))
TUTOR = Panel("tutor", "aside", "learner", _tutor_address, lambda: gettext("Qui vous accompagne"))
