"""The provider of OpenID Connect that people may sign in with, where one is configured.

authlib does the protocol: a code with PKCE, a state, a nonce, and an id_token whose signature, issuer and audience
are checked.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime, timedelta
from functools import cached_property
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import structlog
from flask import current_app, redirect, request
from flask import session as cookie
from flask.sansio.app import App
from werkzeug.wrappers import Response

from app.kernel.clock import now
from app.kernel.errors import DomainError, NotFound, Unavailable
from app.kernel.later import Later
from app.people.services.outside import Told
from app.settings import Settings

if TYPE_CHECKING:
    import requests
    from authlib.common import errors as authlib_errors
    from authlib.integrations import flask_client
    from joserfc import errors as jose_errors
else:
    requests, flask_client = Later("requests"), Later("authlib.integrations.flask_client")
    authlib_errors, jose_errors = Later("authlib.common.errors"), Later("joserfc.errors")

log = structlog.get_logger()

#: To connect, and to answer.
PATIENCE_SECONDS = (3, 5)
#: One that did not answer is not asked again for so long, so that who tries does not hold what serves the others.
REST = timedelta(seconds=10)
#: Never `none`, never a secret that both sides know.
ALGORITHMS = frozenset(
    {"RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "Ed25519", "EdDSA"}
)
LONGEST_SUBJECT = 255
STATES = "_state_outside_"


class ProviderAway(Unavailable):
    code = "provider_away"


class ProviderRefused(DomainError):
    """The person said no there, or what came back cannot be believed."""

    code = "provider_refused"


class Provider:
    def __init__(self, app: App, settings: Settings) -> None:
        self.issuer = settings.oidc_issuer
        self.name = settings.oidc_name or str(urlsplit(settings.oidc_issuer).hostname)
        self._back = f"{settings.address}/sign-in/outside/back"
        self._resting_until: datetime | None = None
        self._app, self._settings = app, settings

    @cached_property
    def _client(self) -> Any:
        return flask_client.OAuth(self._app).register(
            "outside",
            client_id=self._settings.oidc_client_id,
            client_secret=self._settings.oidc_client_secret.get_secret_value() or None,
            server_metadata_url=f"{self.issuer}/.well-known/openid-configuration",
            client_kwargs={
                "scope": "openid email profile",
                "code_challenge_method": "S256",
                "default_timeout": PATIENCE_SECONDS,
            },
        )

    def begin(self, kept: Mapping[str, str]) -> Response:
        """Send the person there; `kept` comes back with them. Raises ProviderAway, ProviderRefused."""
        with self._asking():
            self._know()
            started = self._client.create_authorization_url(self._back)
        for former in [name for name in cookie if name.startswith(STATES)]:
            del cookie[former]
        self._client.save_authorize_data(
            redirect_uri=self._back,
            state=started["state"],
            nonce=started["nonce"],
            code_verifier=started["code_verifier"],
            kept=dict(kept),
        )
        return redirect(started["url"])

    def kept(self) -> Mapping[str, str]:
        """What `begin` was given, for who comes back now; empty where nobody had left."""
        begun = self._client.framework.get_state_data(cookie, request.args.get("state", ""))
        found: Mapping[str, str] = begun["kept"] if begun else {}
        return found

    def come_back(self) -> Told:
        """Who comes back. Raises ProviderAway, ProviderRefused."""
        with self._asking():
            self._know()
            token = self._client.authorize_access_token()
            claims = dict(token["userinfo"])
            if "email" not in claims and "userinfo_endpoint" in self._client.server_metadata:
                more = self._client.userinfo(token=token)
                if more["sub"] != claims["sub"]:
                    raise ProviderRefused
                claims = {**more, **claims}
            return _told(self.issuer, claims)

    def _know(self) -> None:
        """Read once what the provider says of itself, and believe no other one's word."""
        known = self._client.load_server_metadata()
        if str(known["issuer"]).rstrip("/") != self.issuer:
            raise ProviderRefused
        offered = known.get("id_token_signing_alg_values_supported") or ["RS256"]
        known["id_token_signing_alg_values_supported"] = [one for one in offered if one in ALGORITHMS]

    @contextmanager
    def _asking(self) -> Iterator[None]:
        if self._resting_until and now() < self._resting_until:
            raise ProviderAway
        try:
            yield
        except requests.RequestException as error:
            self._resting_until = now() + REST
            log.warning("provider_away", error=type(error).__name__)
            raise ProviderAway from None
        except _not_to_be_believed() as error:
            log.warning("provider_refused", error=getattr(error, "error", None) or type(error).__name__)
            raise ProviderRefused from None


def _not_to_be_believed() -> tuple[type[Exception], ...]:
    """What authlib and joserfc say of an answer, and what reading one comes to that is not built as it should be."""
    said = (authlib_errors.AuthlibBaseError, jose_errors.JoseError, ProviderRefused)
    return (*said, LookupError, RuntimeError, ValueError, TypeError)


def _told(issuer: str, claims: Mapping[str, Any]) -> Told:
    subject, email = str(claims["sub"]), str(claims.get("email") or "")
    if len(subject) > LONGEST_SUBJECT:
        raise ProviderRefused
    means = claims.get("amr")
    return Told(
        issuer=issuer,
        subject=subject,
        name=(email or str(claims.get("preferred_username") or claims.get("name") or subject))[:250],
        email=email if claims.get("email_verified") is True else "",
        given_name=str(claims.get("given_name") or claims.get("name") or "").strip(),
        family_name=str(claims.get("family_name") or "").strip(),
        is_stepped=isinstance(means, list) and "mfa" in means,
    )


def open_provider(app: App, settings: Settings) -> None:
    app.extensions["compagnon_provider"] = Provider(app, settings) if settings.oidc_issuer else None


def find_provider() -> Provider | None:
    found: Provider | None = current_app.extensions["compagnon_provider"]
    return found


def get_provider() -> Provider:
    """Raises NotFound where none is configured."""
    provider = find_provider()
    if provider is None:
        raise NotFound
    return provider
