"""Passkeys: a key that stays in a telephone or a computer, opened by a finger, a face or a PIN."""

import json
import uuid
from dataclasses import dataclass
from ipaddress import ip_address
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from app.kernel import audit
from app.kernel.clock import now
from app.kernel.errors import DomainError, NotFound
from app.kernel.later import Later
from app.people.actor import Actor
from app.people.models import Passkey, Person
from app.people.ways_in import keep_a_way_in

if TYPE_CHECKING:
    import webauthn
    from webauthn import helpers
    from webauthn.helpers import exceptions, structs
else:
    webauthn, helpers = Later("webauthn"), Later("webauthn.helpers")
    exceptions, structs = Later("webauthn.helpers.exceptions"), Later("webauthn.helpers.structs")

MOST = 10
LONGEST_ANSWER = 20_000


class PasskeyRefused(DomainError):
    """Unknown here, of another site, replayed, or unreadable: the answer does not say which."""

    code = "passkey_refused"


class TooManyPasskeys(DomainError):
    code = "too_many_passkeys"


@dataclass(frozen=True, slots=True)
class Site:
    """For whom a passkey is made: a name of the net, and where its pages are. Browsers make none for bare numbers."""

    name: str
    origin: str

    @classmethod
    def of(cls, address: str) -> "Site | None":
        host, is_https = urlsplit(address).hostname or "", address.startswith("https://")
        try:
            ip_address(host)
        except ValueError:
            return cls(host, address) if is_https or host == "localhost" else None
        return None


@dataclass(frozen=True, slots=True)
class Asked:
    """What a browser is asked, as JSON, and the challenge its answer must hold."""

    options: str
    challenge: str


def ask_for_new(session: Session, site: Site, person: Person) -> Asked:
    known = session.scalars(select(Passkey.credential).where(Passkey.person_id == person.id)).all()
    if len(known) >= MOST:
        raise TooManyPasskeys
    options = webauthn.generate_registration_options(
        rp_id=site.name,
        rp_name="Compagnon",
        user_id=person.id.bytes,
        user_name=person.email or person.name,
        user_display_name=person.name,
        authenticator_selection=structs.AuthenticatorSelectionCriteria(
            resident_key=structs.ResidentKeyRequirement.REQUIRED,
            user_verification=structs.UserVerificationRequirement.REQUIRED,
        ),
        exclude_credentials=[
            structs.PublicKeyCredentialDescriptor(id=helpers.base64url_to_bytes(one)) for one in known
        ],
    )
    return Asked(webauthn.options_to_json(options), helpers.bytes_to_base64url(options.challenge))


def keep_passkey(
    session: Session, site: Site, person_id: uuid.UUID, *, answer: str, challenge: str, device: str
) -> Passkey:
    """Keep the public half. Flushes. Raises PasskeyRefused."""
    try:
        proven = webauthn.verify_registration_response(
            credential=_read(answer),
            expected_challenge=helpers.base64url_to_bytes(challenge),
            expected_rp_id=site.name,
            expected_origin=site.origin,
            require_user_verification=True,
        )
    except (exceptions.WebAuthnException, ValueError, KeyError, TypeError):
        raise PasskeyRefused from None
    credential = helpers.bytes_to_base64url(proven.credential_id)
    if session.scalar(select(Passkey.id).where(Passkey.credential == credential)):
        raise PasskeyRefused
    passkey = Passkey(
        person_id=person_id,
        credential=credential,
        public_key=helpers.bytes_to_base64url(proven.credential_public_key),
        sign_count=proven.sign_count,
        device=device,
        made_at=now(),
    )
    session.add(passkey)
    session.flush()
    audit.record(session, person_id, "passkey_added", person_id, person_id=person_id)
    return passkey


def ask_to_prove(site: Site) -> Asked:
    """Without a name: the browser offers the keys it has for this site, so that nobody learns who has one."""
    options = webauthn.generate_authentication_options(
        rp_id=site.name, user_verification=structs.UserVerificationRequirement.REQUIRED
    )
    return Asked(webauthn.options_to_json(options), helpers.bytes_to_base64url(options.challenge))


def check_passkey(session: Session, site: Site, *, answer: str, challenge: str) -> uuid.UUID:
    """Whose key this is. Flushes. Raises PasskeyRefused."""
    try:
        told = _read(answer)
        found = session.execute(
            select(Passkey, Person.suspended_at)
            .join(Person, Person.id == Passkey.person_id)
            .where(Passkey.credential == str(told["id"]))
            .with_for_update(of=Passkey)
        ).first()
        if found is None or found.suspended_at is not None:
            raise PasskeyRefused
        passkey: Passkey = found.Passkey
        proven = webauthn.verify_authentication_response(
            credential=told,
            expected_challenge=helpers.base64url_to_bytes(challenge),
            expected_rp_id=site.name,
            expected_origin=site.origin,
            credential_public_key=helpers.base64url_to_bytes(passkey.public_key),
            credential_current_sign_count=passkey.sign_count,
            require_user_verification=True,
        )
    except (exceptions.WebAuthnException, ValueError, KeyError, TypeError):
        raise PasskeyRefused from None
    session.execute(
        update(Passkey)
        .where(Passkey.id == passkey.id)
        .values(sign_count=proven.new_sign_count, used_at=now())
    )
    return passkey.person_id


def _read(answer: str) -> dict[str, Any]:
    told = json.loads(answer) if len(answer) <= LONGEST_ANSWER else None
    if not isinstance(told, dict):
        raise PasskeyRefused
    return told


def list_passkeys(session: Session, actor: Actor) -> list[Passkey]:
    return list(
        session.scalars(select(Passkey).where(Passkey.person_id == actor.id).order_by(Passkey.made_at))
    )


def remove_passkey(session: Session, actor: Actor, *, passkey_id: uuid.UUID) -> None:
    """Raises NotFound for another's, LastWayIn."""
    if passkey_id not in session.scalars(select(Passkey.id).where(Passkey.person_id == actor.id)).all():
        raise NotFound
    keep_a_way_in(session, actor)
    gone = session.execute(delete(Passkey).where(Passkey.id == passkey_id, Passkey.person_id == actor.id))
    if not gone.rowcount:  # type: ignore[attr-defined]
        raise NotFound
    audit.record(session, actor.id, "passkey_removed", actor.id, person_id=actor.id)
