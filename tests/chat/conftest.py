"""Nadia and her tutor Sabine, in the conversation of her enrolment."""

import uuid
from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from app.chat.services.conversations import ensure_tutoring
from app.kernel.db import Database
from app.kernel.ids import new_id
from tests.cast import Cast, Member

Post = Callable[..., TestResponse]


@pytest.fixture
def conversation_id(app: Flask, database: Database, cast: Cast) -> uuid.UUID:
    with app.app_context(), database.writing() as session:
        opened = ensure_tutoring(
            session, subject=new_id(), learner_id=cast.learner.id, tutor_id=cast.tutor.id
        )
        return opened.id


@pytest.fixture
def post(client: FlaskClient, conversation_id: uuid.UUID) -> Post:
    """Post a message as someone; `client_id` is new unless given."""

    def post(member: Member, text: str, *, client_id: object = None, **more: object) -> TestResponse:
        return client.post(
            f"/api/v1/conversations/{conversation_id}/messages",
            json={"client_id": str(client_id or uuid.uuid4()), "text": text, **more},
            headers=member.bearer,
        )

    return post


@pytest.fixture
def read(client: FlaskClient, conversation_id: uuid.UUID) -> Callable[..., TestResponse]:
    def read(member: Member, **query: object) -> TestResponse:
        return client.get(
            f"/api/v1/conversations/{conversation_id}/messages", query_string=query, headers=member.bearer
        )

    return read
