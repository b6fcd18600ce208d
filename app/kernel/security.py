"""What every answer carries: one policy header, no inline script or style, no sniffing, no framing."""

from datetime import timedelta
from typing import Any

from flask import Flask, Response, request
from flask.sessions import SecureCookieSessionInterface
from flask_wtf.csrf import CSRFProtect
from werkzeug.middleware.proxy_fix import ProxyFix

from app.kernel.secrets import SigningKeys
from app.settings import Settings

CONTENT_SECURITY_POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data:",
        "font-src 'self'",
        "media-src 'self'",
        "connect-src 'self'",
        "manifest-src 'self'",
        "worker-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
        "require-trusted-types-for 'script'",
        "trusted-types compagnon",
    )
)
# A page that shows another of ours in a frame, and the one that is shown: nothing else may frame or be framed.
FRAMING_POLICY = f"{CONTENT_SECURITY_POLICY}; frame-src 'self'"
FRAMED_POLICY = CONTENT_SECURITY_POLICY.replace("frame-ancestors 'none'", "frame-ancestors 'self'")
HEADERS = {
    "Content-Security-Policy": CONTENT_SECURITY_POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
}
HSTS = "max-age=31536000; includeSubDomains"

csrf = CSRFProtect()


class Cookies(SecureCookieSessionInterface):
    """Signs with the newest key; asked at each request, so that a rotation needs no new start."""

    def __init__(self, keys: SigningKeys) -> None:
        self._keys = keys

    def get_signing_serializer(self, app: Flask) -> Any:
        self.use_keys(app)
        return super().get_signing_serializer(app)

    def use_keys(self, app: Flask) -> None:
        newest, *former = self._keys.accepted()
        app.config.update(
            SECRET_KEY=newest,
            SECRET_KEY_FALLBACKS=former,
            # The tokens of forms: signed with the last of the list.
            WTF_CSRF_SECRET_KEY=[*reversed(former), newest],
        )


def init_security(app: Flask, settings: Settings) -> None:
    secure = settings.is_https
    cookies = Cookies(SigningKeys(settings.instance, timedelta(days=settings.sitting_days)))
    cookies.use_keys(app)
    app.session_interface = cookies
    app.config.update(
        SESSION_COOKIE_NAME="__Host-compagnon" if secure else "compagnon",
        SESSION_COOKIE_SECURE=secure,
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        PERMANENT_SESSION_LIFETIME=settings.sitting_days * 86_400,
        SESSION_REFRESH_EACH_REQUEST=False,
        WTF_CSRF_TIME_LIMIT=None,
        WTF_CSRF_SSL_STRICT=False,
        MAX_CONTENT_LENGTH=settings.max_upload_mb * 1024 * 1024,
        MAX_FORM_MEMORY_SIZE=2 * 1024 * 1024,
    )
    if settings.trusted_proxies:
        count = settings.trusted_proxies
        app.wsgi_app = ProxyFix(  # type: ignore[method-assign]
            app.wsgi_app, x_for=count, x_proto=count, x_host=count
        )
    csrf.init_app(app)

    @app.after_request
    def add_headers(response: Response) -> Response:
        for name, value in HEADERS.items():
            response.headers.setdefault(name, value)
        if secure:
            response.headers.setdefault("Strict-Transport-Security", HSTS)
        if not request.path.startswith("/static/"):
            response.headers.setdefault("Cache-Control", "no-store")
        return response


def may_frame_our_pages(response: Response) -> Response:
    response.headers["Content-Security-Policy"] = FRAMING_POLICY
    return response


def may_be_framed_by_us(response: Response) -> Response:
    response.headers["Content-Security-Policy"] = FRAMED_POLICY
    response.headers["X-Frame-Options"] = "SAMEORIGIN"
    return response


def is_same_origin() -> bool:
    """Whether one of our own pages sends this request, as the browser says it."""
    site = request.headers.get("Sec-Fetch-Site")
    if site is not None:
        return site == "same-origin"
    return request.headers.get("Origin") == request.host_url.rstrip("/")
