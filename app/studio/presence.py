"""Who is at work in a module, and at which block: told to the other trainers of its centre. Hints only."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from flask import current_app
from sqlalchemy.orm import Session

from app.catalogue.queries import find_module, get_editable_module
from app.kernel.clock import now
from app.kernel.errors import Invalid, TooMany
from app.kernel.rates import Allowance
from app.kernel.realtime import on, push
from app.people.actor import Actor
from app.people.models import Role
from app.people.queries import list_team

LONGEST_CODE = 64
rates = Allowance("studio", 2, 10)


@on("studio", "trainer", writes=False)
def tell_place(session: Session, actor: Actor, data: dict[str, Any]) -> None:
    """`asks` when the others are to say where they are."""
    module = get_editable_module(session, actor, _code(data, "module"))
    try:
        rates.take(actor.id, now().timestamp())
    except TooMany:
        return  # a hint too many is not worth a refusal
    told = {
        "module": module.slug,
        "person": str(actor.id),
        "name": actor.given_name or actor.name,
        "unit": _code(data, "unit"),
        "block": _code(data, "block"),
        "asks": data.get("asks") is True,
    }
    push(session, _others(session, actor, module.slug), "studio", told)


def tell_change(session: Session, actor: Actor, slug: str) -> None:
    """Let who has the module open look again, once this is committed."""
    push(session, _others(session, actor, slug), "studio_changed", {"module": slug})


#: For so long a process remembers who writes a module: a hint may miss who came to the team a moment ago.
REMEMBERED = timedelta(minutes=1)
Teams = dict[str, tuple[datetime, list[UUID]]]


def _others(session: Session, actor: Actor, slug: str) -> list[UUID]:
    """In the context of an application, which remembers them."""
    teams: Teams = current_app.extensions.setdefault("compagnon_studio_teams", {})
    since, team = teams.get(slug, (None, []))
    if since is None or not since <= now() < since + REMEMBERED:
        module = find_module(session, slug)
        team = [one.id for one in list_team(session, module.centre_id, Role.TRAINER)] if module else []
        teams[slug] = (now(), team)
    return [person_id for person_id in team if person_id != actor.id]


def _code(data: dict[str, Any], key: str) -> str:
    code = data.get(key, "")
    if not isinstance(code, str) or len(code) > LONGEST_CODE:
        raise Invalid(errors=[{"at": key, "message": "not a code"}])
    return code
