"""A picture written into its own address: `data:image/png;base64,…`."""

import base64
import binascii
import re

DATA = re.compile(r"data:[a-z]+/[a-z0-9.+-]+;base64,", re.IGNORECASE)


def data_of(address: str) -> bytes | None:
    """None for any other address."""
    found = DATA.match(address)
    return from_base64(address[found.end() :]) if found else None


def from_base64(text: str) -> bytes | None:
    try:
        return base64.b64decode("".join(text.split()), validate=True)
    except (binascii.Error, ValueError):
        return None
