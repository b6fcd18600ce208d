"""The address that puts a person's sessions in their own calendar."""

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from app.in_centre.pages import pages
from app.in_centre.services.feeds import close_feed, has_feed, open_feed
from app.kernel.access import needs
from app.kernel.identity import signed_in_actor
from app.kernel.runtime import runtime
from app.kernel.unit_of_work import commit, session


@pages.get("/calendar")
@needs("signed_in")
def my_calendar() -> ResponseReturnValue:
    return render_template(
        "in_centre/calendar.html", address="", is_open=has_feed(session(), signed_in_actor())
    )


@pages.post("/calendar")
@needs("signed_in")
def open_my_calendar() -> ResponseReturnValue:
    """The page itself answers: the address is shown once, and kept nowhere in clear."""
    secret = open_feed(session(), signed_in_actor())
    address = runtime().settings.address + url_for("in_centre_api.read_calendar", token=secret)
    commit()
    return render_template("in_centre/calendar.html", address=address, is_open=True)


@pages.post("/calendar/close")
@needs("signed_in")
def close_my_calendar() -> ResponseReturnValue:
    close_feed(session(), signed_in_actor())
    commit()
    flash(gettext("L’adresse ne répond plus."))
    return redirect(url_for("in_centre.my_calendar"), 303)
