"""The centres that the caller runs, as the pages about their people ask for one of them."""

from uuid import UUID

from flask import request

from app.kernel.errors import NotFound
from app.kernel.identity import signed_in_actor
from app.people.models import Role


def managed_centres() -> dict[UUID, str]:
    """The centres that the caller manages, with their names."""
    held = signed_in_actor().held
    return {one.centre_id: one.centre_name for one in held if one.role is Role.CENTRE_MANAGER}


def asked_centre() -> UUID:
    """The centre asked for, else the first one; another's is not found."""
    wanted = request.values.get("centre", "")
    found = [centre_id for centre_id in managed_centres() if not wanted or str(centre_id) == wanted]
    if not found:
        raise NotFound
    return found[0]
