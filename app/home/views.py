from flask import Blueprint, redirect, url_for
from flask.typing import ResponseReturnValue

from app.kernel.access import needs
from app.kernel.identity import signed_in_actor
from app.ui.navigation import first_address

pages = Blueprint("home", __name__, template_folder="templates")


@pages.get("/")
@needs("signed_in")
def front() -> ResponseReturnValue:
    """Everyone begins where their day does; someone without a role yet, on their profile."""
    return redirect(first_address(signed_in_actor()) or url_for("people.profile"), 303)
