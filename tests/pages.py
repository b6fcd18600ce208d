"""Filling in pages as people do."""

import re
from typing import Any

from flask.testing import FlaskClient


def token_in(page: str) -> str:
    """The token of the first form of a page."""
    found = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', page)
    assert found, page
    return found[1]


def post(client: FlaskClient, url: str, page: str = "/sign-in", **fields: object) -> Any:
    """Fill in the form of a page as a person does, with its token."""
    token = token_in(client.get(page).text)
    return client.post(url, data={**fields, "csrf_token": token}, headers={"Sec-Fetch-Site": "same-origin"})
