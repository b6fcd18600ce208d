"""Mails: a duty like another. Without a mail server they are files in the instance folder."""

import re
import smtplib
import ssl
import uuid
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import parseaddr
from pathlib import Path
from typing import Any, NoReturn, Protocol
from urllib.parse import unquote, urlsplit

from sqlalchemy.orm import Session

from app.kernel.clock import now
from app.kernel.ids import new_id
from app.kernel.outbox import Duty, Refused, write_duty

CONTROL = re.compile(r"[\x00-\x1f\x7f]+")
TIMEOUT_SECONDS = 20
#: The name of the duty; its rows are the mails.
MAIL = "mail"


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
    """A mail server: `smtps://` speaks TLS from the first byte, port 587 before the password, both with a valid certificate."""

    def __init__(self, url: str) -> None:
        self._parts = urlsplit(url)

    def deliver(self, message: EmailMessage, key: str) -> None:
        """Raises Refused where the server says for good that it does not take this mail."""
        with self._connect() as server:
            if self._parts.username:
                server.login(unquote(self._parts.username), unquote(self._parts.password or ""))
            try:
                server.send_message(message)
            except smtplib.SMTPRecipientsRefused as refused:
                _tell_apart(refused, *next(iter(refused.recipients.values())))
            except smtplib.SMTPDataError as refused:
                _tell_apart(refused, refused.smtp_code, refused.smtp_error)

    def _connect(self) -> smtplib.SMTP:
        parts = self._parts
        host = parts.hostname or "localhost"
        if parts.scheme == "smtps":
            return smtplib.SMTP_SSL(
                host, parts.port or 465, timeout=TIMEOUT_SECONDS, context=ssl.create_default_context()
            )
        server = smtplib.SMTP(host, parts.port or 25, timeout=TIMEOUT_SECONDS)
        if parts.port == 587:
            server.starttls(context=ssl.create_default_context())
        return server


def _tell_apart(refused: smtplib.SMTPException, code: int, words: bytes | str) -> NoReturn:
    """5xx is for good (no such mailbox), 4xx for now (RFC 5321 §4.2.1)."""
    if code < 500:
        raise refused
    said = words.decode("utf-8", "replace") if isinstance(words, bytes) else words
    raise Refused(f"{code} {CONTROL.sub(' ', said)}") from refused


class Mailer:
    """Writes mails as duties, and delivers them when their turn comes."""

    def __init__(self, carrier: Carrier, sender: str) -> None:
        self._carrier = carrier
        self.sender = sender
        # What a mail says may open an account: once it has left, it is nobody's to read here.
        self._duty = Duty(MAIL, self._deliver, external=True, forgets=("text",))

    def send(self, session: Session, *, to: str, subject: str, text: str) -> None:
        """Have a mail sent once this transaction is committed. Line breaks in headers are refused
        by taking them out: nothing typed can add a header."""
        write_duty(session, self._duty, {"to": to, "subject": CONTROL.sub(" ", subject), "text": text})

    def duty(self) -> Duty:
        return self._duty

    def try_out(self, *, to: str, subject: str, text: str) -> None:
        """Hand a mail over now, for who sets the server up. Raises OSError, SMTPException, Refused."""
        self._deliver(new_id(), {"to": to, "subject": subject, "text": text})

    def _deliver(self, row_id: uuid.UUID, payload: dict[str, Any]) -> None:
        message = EmailMessage()
        name, address = parseaddr(self.sender)
        message["From"] = Address(name, addr_spec=address)
        message["To"] = Address(addr_spec=CONTROL.sub("", payload["to"]))
        message["Subject"] = payload["subject"]
        message["Date"] = now()
        message["Message-ID"] = f"<{row_id}@{address.partition('@')[2]}>"
        message.set_content(payload["text"])
        self._carrier.deliver(message, str(row_id))


def carrier_for(url: str, instance: Path) -> Carrier:
    return SmtpCarrier(url) if url else FolderCarrier(instance / "mail")
