"""Requests for a link that sets a password: written down alike for every address, looked at afterwards."""

import uuid
from typing import Any

from flask import Flask, current_app
from sqlalchemy.orm import Session

from app.kernel.mail import Mailer
from app.kernel.outbox import Duty, handle, write_duty
from app.people.services.passwords import send_link


class LinkRequests:
    """Answering takes as long for an address that nobody has: looking for the account is a duty."""

    def __init__(self, app: Flask, mailer: Mailer, page: str) -> None:
        self._app, self._mailer, self._page = app, mailer, page
        self._duty = handle(Duty("password_link", self._answer))

    def write(self, session: Session, *, email: str) -> None:
        write_duty(session, self._duty, {"email": email})

    def _answer(self, session: Session, _row_id: uuid.UUID, payload: dict[str, Any]) -> None:
        with self._app.app_context():
            send_link(session, self._mailer, email=payload["email"], page=self._page)


def take_link_requests(app: Flask, mailer: Mailer, *, page: str) -> None:
    """`page` is the address of the page that takes the secret."""
    app.extensions["compagnon_link_requests"] = LinkRequests(app, mailer, page)


def link_requests() -> LinkRequests:
    found: LinkRequests = current_app.extensions["compagnon_link_requests"]
    return found
