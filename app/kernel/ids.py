"""Ids: UUIDv7, which sort by the moment they were made, so that indexes stay compact."""

import uuid

from uuid_utils import compat

from app.kernel.errors import NotFound


def new_id() -> uuid.UUID:
    return compat.uuid7()


def parse_id(text: object) -> uuid.UUID:
    """The id that a client sent. Raises NotFound: an id that is none names nothing."""
    try:
        return uuid.UUID(str(text))
    except ValueError:
        raise NotFound from None
