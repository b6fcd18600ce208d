from datetime import date
from typing import Any
from uuid import UUID

from flask import request
from flask.typing import ResponseReturnValue
from pydantic import ConfigDict, Field

from app.kernel.access import PUBLIC
from app.kernel.api import Model, Utc, answer, body, domain_api, operation
from app.kernel.errors import Conflict, Denied, DomainError
from app.kernel.identity import bearer_token, signed_in_actor
from app.kernel.runtime import runtime
from app.kernel.unit_of_work import commit, database, session
from app.people.callers import find_actor_by_token
from app.people.models import CodeKey, Role
from app.people.queries import get_person, list_memberships
from app.people.services.second_step import Asked, check_code, what_is_asked
from app.people.services.sign_in import check_password, close_door, open_token

api = domain_api("people")


class NewToken(Model):
    email: str = Field(min_length=1, max_length=254)
    password: str = Field(min_length=1, max_length=200)
    label: str = Field("", max_length=250)
    code: str = Field("", max_length=40)


class Belonging(Model):
    """A role in a centre; `to` is null while it lasts. Dates, both included."""

    model_config = ConfigDict(populate_by_name=True, extra="forbid")

    centre: UUID
    centre_name: str
    role: Role
    from_: date = Field(serialization_alias="from", validation_alias="from")
    to: date | None


class Me(Model):
    id: UUID
    email: str | None
    name: str
    language: str
    memberships: list[Belonging]


class TokenMade(Model):
    """`token` is shown once."""

    token: str
    expires_at: Utc
    user: Me


class StepMissing(DomainError):
    """A second step is asked of this person: the call comes again with `code`."""

    status = 401
    code = "second_step_missing"


class StepToSetUp(Denied):
    """A second step is demanded of this person, who has none that fits in a call."""

    code = "second_step_to_set_up"


class NotAToken(Conflict):
    code = "not_a_token"


def _me(person_id: UUID) -> Me:
    person = get_person(session(), person_id)
    memberships = [
        Belonging.model_validate(
            {"centre": centre_id, "centre_name": name, "role": role, "from": from_on, "to": to_on}
        )
        for centre_id, name, role, from_on, to_on in list_memberships(session(), person_id)
    ]
    return Me(
        id=person.id,
        email=person.email,
        name=person.name,
        language=person.language,
        memberships=memberships,
    )


@api.post("/tokens")
@operation(PUBLIC, json=NewToken, answers={201: TokenMade}, problems=(401, 403))
def create_token() -> ResponseReturnValue:
    wanted: NewToken = body()
    person_id = check_password(
        database(),
        email=wanted.email,
        password=wanted.password,
        address=request.remote_addr or "",
    )
    _take_second_step(person_id, wanted.code)
    opened = open_token(session(), person_id=person_id, label=wanted.label)
    made = TokenMade(token=opened.secret, expires_at=_expiry(opened.door), user=_me(person_id))
    commit()
    return answer(made, 201)


def _take_second_step(person_id: UUID, code: str) -> None:
    """As at the sign-in page: no door is easier than another."""
    with database().reading() as looking:
        asked = what_is_asked(looking, person_id, of_staff=runtime().settings.second_step_for_staff)
        has_codes = looking.get(CodeKey, person_id) is not None
    if asked is Asked.NOTHING:
        return
    if not has_codes:
        raise StepToSetUp
    if not code:
        raise StepMissing
    check_code(database(), person_id=person_id, typed=code, address=request.remote_addr or "")


def _expiry(door: Any) -> Any:
    return door.expires_at


@api.delete("/tokens/current")
@operation("signed_in", answers={204: None}, problems=(409,))
def delete_current_token() -> ResponseReturnValue:
    token = bearer_token()
    if token is None or find_actor_by_token(session(), token) is None:
        raise NotAToken
    actor = signed_in_actor()
    close_door(session(), actor, door_id=actor.door_id)
    commit()
    return "", 204


@api.get("/me")
@operation("signed_in", answers={200: Me})
def me() -> ResponseReturnValue:
    return answer(_me(signed_in_actor().id))
