"""Who listens to which event, who fills which registry: the only place that knows all names."""

import click
from flask import Flask

from app.catalogue.relations import may_see_version
from app.catalogue.sentences import learn_sentences as learn_catalogue_sentences
from app.demo import seeding
from app.kernel.health import probes
from app.kernel.identity import Doors
from app.kernel.runtime import runtime
from app.learning import api as learning_api
from app.learning.jobs import keep_schedules as keep_learning_schedules
from app.learning.queries import learns_version
from app.learning.sentences import learn_sentences as learn_learning_sentences
from app.people import api as people_api
from app.people import policy as people_policy
from app.people.queries import find_actor_by_sitting, find_actor_by_token, open_doors_among
from app.people.sentences import learn_sentences as learn_people_sentences

DOORS = Doors(find_actor_by_sitting, find_actor_by_token, open_doors_among)

COMMANDS: tuple[click.Command, ...] = ()


def connect() -> None:
    """Make every domain known to the registries of the floors below it; the same again changes nothing."""
    people_policy.open_doors()
    learn_people_sentences()
    learn_catalogue_sentences()
    learn_learning_sentences()
    keep_learning_schedules()
    may_see_version(learns_version)


def mount(app: Flask) -> None:
    """Give every domain's pages and calls their addresses."""
    app.register_blueprint(probes)
    app.register_blueprint(people_api.api)
    app.register_blueprint(learning_api.api)


def seed_demo() -> None:
    """Top up the demo data; in the context of an application."""
    running = runtime()
    seeding.top_up(running.database, running.store)


def demo_accounts() -> str:
    return seeding.accounts_text()
