from flask import Blueprint

from app.kernel.runtime import runtime
from app.people.services.passkeys import Site

pages = Blueprint("people", "app.people", template_folder="templates")


@pages.app_template_global()
def passkeys_work() -> bool:
    """Whether browsers make passkeys for this installation's address."""
    return Site.of(runtime().settings.address) is not None
