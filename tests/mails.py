"""The mails that left, as they are kept where there is no mail server."""

from email import message_from_bytes
from email.policy import default

from flask import Flask


def mails_of(app: Flask) -> list[str]:
    """What each says."""
    folder = app.extensions["compagnon"].settings.instance / "mail"
    sent = (message_from_bytes(file.read_bytes(), policy=default) for file in folder.glob("*.eml"))
    return [mail.get_content() for mail in sent]
