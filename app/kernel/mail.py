"""Mails: a duty like another. Without a mail server they are files in the instance folder."""

import re
import smtplib
import uuid
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import parseaddr
from pathlib import Path
from typing import Any, Protocol
from urllib.parse import unquote, urlsplit

from sqlalchemy.orm import Session

from app.kernel.clock import now
from app.kernel.outbox import Duty, write_duty

CONTROL = re.compile(r"[\x00-\x1f\x7f]+")


class Carrier(Protocol):
    """Something that takes a finished mail away."""

    def deliver(self, message: EmailMessage, key: str) -> None: ...


class FolderCarrier:
    """Keeps mails as files, newest last; the demo shows them on a page."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def deliver(self, message: EmailMessage, key: str) -> None:
        self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        (self._folder / f"{key}.eml").write_bytes(message.as_bytes(policy=SMTP))


class SmtpCarrier:
    def __init__(self, url: str) -> None:
        self._parts = urlsplit(url)

    def deliver(self, message: EmailMessage, key: str) -> None:
        parts = self._parts
        with smtplib.SMTP(parts.hostname or "localhost", parts.port or 25, timeout=20) as server:
            if parts.scheme == "smtps" or parts.port == 587:
                server.starttls()
            if parts.username:
                server.login(unquote(parts.username), unquote(parts.password or ""))
            server.send_message(message)


class Mailer:
    """Writes mails as duties, and delivers them when their turn comes."""

    def __init__(self, carrier: Carrier, sender: str) -> None:
        self._carrier = carrier
        self._sender = sender
        self._duty = Duty("mail", self._deliver, external=True)

    def send(self, session: Session, *, to: str, subject: str, text: str) -> None:
        """Have a mail sent once this transaction is committed. Line breaks in headers are refused
        by taking them out: nothing typed can add a header."""
        write_duty(session, self._duty, {"to": to, "subject": CONTROL.sub(" ", subject), "text": text})

    def duty(self) -> Duty:
        return self._duty

    def _deliver(self, row_id: uuid.UUID, payload: dict[str, Any]) -> None:
        message = EmailMessage()
        name, address = parseaddr(self._sender)
        message["From"] = Address(name, addr_spec=address)
        message["To"] = Address(addr_spec=CONTROL.sub("", payload["to"]))
        message["Subject"] = payload["subject"]
        message["Date"] = now()
        message["Message-ID"] = f"<{row_id}@{address.partition('@')[2]}>"
        message.set_content(payload["text"])
        self._carrier.deliver(message, str(row_id))


def carrier_for(url: str, instance: Path) -> Carrier:
    return SmtpCarrier(url) if url else FolderCarrier(instance / "mail")
