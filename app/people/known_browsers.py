"""Which accounts a browser has opened before: a signed cookie says it, and nothing is kept here.

It opens nothing. It only takes its owner out of the brake that others' guesses put on the account.
"""

from typing import Any

from flask import Response, after_this_request, current_app, request
from itsdangerous import BadSignature, URLSafeSerializer

from app.kernel.secrets import fingerprint, new_token

A_YEAR = 365 * 86_400
MOST_ACCOUNTS, MARK = 20, 20


def known_browser(account: str) -> str:
    """The name of this browser where it has opened the account before, else nothing."""
    cookie = _cookie()
    return str(cookie["name"]) if _mark(account) in cookie["accounts"] else ""


def remember_browser(account: str) -> None:
    """Let the answer to this request say that the account was opened here."""
    cookie = _cookie()
    others = [mark for mark in cookie["accounts"] if mark != _mark(account)]
    cookie["way"] = "card" if account.startswith("card|") else "mail"
    cookie["accounts"] = [_mark(account), *others][:MOST_ACCOUNTS]
    signed = _serializer().dumps(cookie)

    @after_this_request
    def keep(response: Response) -> Response:
        secure = current_app.config["SESSION_COOKIE_SECURE"]
        response.set_cookie(
            _cookie_name(), str(signed), max_age=A_YEAR, secure=secure, httponly=True, samesite="Lax"
        )
        return response


def last_way() -> str:
    """`card` or `mail`: how someone came in here last, so that they are asked the same way."""
    return str(_cookie().get("way", "mail"))


def _cookie() -> dict[str, Any]:
    try:
        found = _serializer().loads(request.cookies.get(_cookie_name(), ""))
    except BadSignature:
        found = None
    return found if isinstance(found, dict) else {"name": new_token()[:22], "accounts": []}


def _mark(account: str) -> str:
    return fingerprint(f"known|{account}")[:MARK]


def _cookie_name() -> str:
    return "__Host-browser" if current_app.config["SESSION_COOKIE_SECURE"] else "browser"


def _serializer() -> URLSafeSerializer:
    keys = [*reversed(current_app.config["SECRET_KEY_FALLBACKS"]), current_app.config["SECRET_KEY"]]
    return URLSafeSerializer(keys, salt="known-browser")
