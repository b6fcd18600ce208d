"""What is kept about someone, as their page and their export give it."""

import json

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.kernel.runtime import runtime
from app.people.keeping import count_kept, parts
from app.people.models import ApiToken, Person, Sitting
from tests.cast import Cast
from tests.planted import World, plant

pytestmark = pytest.mark.postgres


@pytest.fixture
def world(session: Session, cast: Cast) -> World:
    planted = plant(session, runtime().store, cast)
    session.flush()
    return planted


def gathered(session: Session, person_id: object) -> str:
    kept = {part.name: part.gather(session, person_id) for part in parts()}
    return json.dumps(kept, ensure_ascii=False)


def test_as_much_is_gathered_as_is_told(session: Session, cast: Cast, world: World) -> None:
    for member in (cast.learner, cast.tutor, cast.author, cast.host):
        counts = count_kept(session, member.id)
        assert counts == {part.name: len(part.gather(session, member.id)) for part in parts()}
    assert count_kept(session, cast.learner.id)["messages"] > 0


def test_nothing_of_the_other_centre_is_gathered(session: Session, cast: Cast, world: World) -> None:
    kept = gathered(session, cast.learner.id)
    assert "liégeois" in kept
    assert "montois" not in kept
    assert "Ines" not in kept


def test_no_secret_is_gathered(session: Session, cast: Cast, world: World) -> None:
    person = session.get_one(Person, cast.learner.id)
    person.password_hash = "argon-hash-of-nadia"
    secrets = [person.password_hash]
    secrets += session.scalars(select(Sitting.fingerprint).where(Sitting.person_id == person.id))
    secrets += session.scalars(select(ApiToken.fingerprint).where(ApiToken.person_id == person.id))
    kept = gathered(session, person.id)
    assert len(secrets) == 3
    assert [secret for secret in secrets if secret in kept] == []
