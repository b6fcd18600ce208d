"""The mails of a demonstration, which go nowhere: read here."""

from datetime import datetime
from email import message_from_bytes, policy
from pathlib import Path

from flask import render_template
from flask.typing import ResponseReturnValue

from app.kernel.access import PUBLIC, needs
from app.kernel.errors import NotFound
from app.kernel.runtime import runtime
from app.people.pages import pages

MOST = 50


class Mail:
    """One mail, as a person reads it."""

    def __init__(self, path: Path) -> None:
        message = message_from_bytes(path.read_bytes(), policy=policy.default)
        self.to, self.subject = str(message["To"]), str(message["Subject"])
        self.sent_at: datetime = message["Date"].datetime
        body = message.get_body(("plain",))
        self.text: str = body.get_content() if body else ""


@pages.get("/demo/mails")
@needs(PUBLIC)
def demo_mails() -> ResponseReturnValue:
    settings = runtime().settings
    if not settings.is_demo or settings.mail_url:
        raise NotFound
    # Their names are UUIDv7: sorting them sorts them by time.
    newest = sorted((settings.instance / "mail").glob("*.eml"), reverse=True)[:MOST]
    return render_template("people/demo_mails.html", mails=[Mail(path) for path in newest])
