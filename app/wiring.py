"""Who listens to which event, who fills which registry: the only place that knows all names."""

from datetime import timedelta

import click
from flask import Flask

from app import kept, ui
from app.catalogue import commands as catalogue_commands
from app.catalogue import taking_api, taking_commands
from app.catalogue import views as catalogue_views
from app.catalogue.events import VersionPublished
from app.catalogue.gates import stand_before_publishing
from app.catalogue.jobs import keep_schedules as keep_catalogue_schedules
from app.catalogue.relations import may_see_version
from app.catalogue.sentences import learn_sentences as learn_catalogue_sentences
from app.centres import policy as centres_policy
from app.centres import views as centres_views
from app.centres.sentences import learn_sentences as learn_centres_sentences
from app.chat import api as chat_api
from app.chat import realtime as chat_realtime
from app.chat import views as chat_views
from app.chat.sentences import learn_sentences as learn_chat_sentences
from app.demo import seeding
from app.demo.simulation.commands import simulate
from app.home import views as home_views
from app.in_centre import api as in_centre_api
from app.in_centre import policy as in_centre_policy
from app.in_centre import views as in_centre_views
from app.in_centre.queries.bookings import hosted_enrolments
from app.in_centre.sentences import learn_sentences as learn_in_centre_sentences
from app.in_centre.services.leaving import free_places
from app.kernel.events import react, react_together
from app.kernel.figures import also_tell
from app.kernel.health import probes
from app.kernel.identity import Doors
from app.kernel.runtime import runtime
from app.learning import api as learning_api
from app.learning import views as learning_views
from app.learning.brought.commands import take_record_file
from app.learning.duties import take_learning_duties
from app.learning.events import (
    EnrolmentEnded,
)
from app.learning.jobs import keep_schedules as keep_learning_schedules
from app.learning.panels import add_panel
from app.learning.queries import learns_version
from app.learning.relations import add_relation
from app.learning.sentences import learn_sentences as learn_learning_sentences
from app.learning.services.centres import follow_memberships
from app.learning.services.handover import follow_choices, left_alone
from app.operation import commands as operation_commands
from app.operation import views as operation_views
from app.operation.jobs import keep_schedules as keep_operation_schedules
from app.operation.queries import tell_figures
from app.people import api as people_api
from app.people import policy as people_policy
from app.people import views as people_views
from app.people.callers import (
    find_actor_by_sitting,
    find_actor_by_token,
    open_doors_among,
    sitting_life,
    standings_of,
)
from app.people.commands import create_admin, reset_second_step, take_people
from app.people.events import MembershipChanged, TutorChosen
from app.people.link_requests import take_link_requests
from app.people.panels import add_group_panel, add_own_place, add_person_panel, lead_to_kept
from app.people.receptions import list_receptions
from app.people.rosters import also_without_tutor
from app.people.sentences import learn_sentences as learn_people_sentences
from app.places import name_places
from app.search.kinds import mount_search
from app.studio import views as studio_views
from app.studio.checklist import stop_what_checks_stop
from app.studio.media_sentences import learn_media_words
from app.studio.queries import reads_draft
from app.studio.reviewing import open_reviews
from app.studio.rich_sentences import learn_sentences as learn_rich_sentences
from app.studio.sentences import learn_sentences as learn_studio_sentences
from app.studio.services.reviews import demand_review, keep_reviews
from app.studio.views.forms import open_forms
from app.studio.views.tips import learn_sentences as learn_tip_sentences
from app.tutoring import api as tutoring_api
from app.tutoring import views as tutoring_views
from app.tutoring.connecting import connect as connect_tutoring
from app.ui import errors
from app.ui.shell import Addresses, lead_to

DOORS = Doors(find_actor_by_sitting, find_actor_by_token, open_doors_among, standings_of)

COMMANDS: tuple[click.Command, ...] = (
    create_admin,
    reset_second_step,
    *operation_commands.COMMANDS,
    take_people,
    take_record_file,
    *catalogue_commands.COMMANDS,
    *taking_commands.COMMANDS,
    simulate,
)


def connect() -> None:
    """Make every domain known to the registries of the floors below it; the same again changes nothing."""
    people_policy.open_doors()
    learn_people_sentences()
    learn_catalogue_sentences()
    learn_media_words()
    learn_chat_sentences()
    chat_realtime.listen()
    learn_learning_sentences()
    keep_learning_schedules()
    keep_catalogue_schedules()
    keep_operation_schedules()
    also_tell(tell_figures)
    may_see_version(learns_version)
    open_forms()
    _connect_reviews()
    react_together(TutorChosen, follow_choices)
    react(MembershipChanged, follow_memberships)
    react(EnrolmentEnded, free_places)
    also_without_tutor("modules", left_alone)
    in_centre_policy.open_doors()
    _open_centres()
    learn_in_centre_sentences()
    learn_rich_sentences()
    learn_studio_sentences()
    add_relation("hosted", hosted_enrolments)
    add_panel(in_centre_views.panel.DATES)
    errors.answer_with("not_signed_in", people_views.sign_in.ask_to_sign_in)
    errors.answer_with("form_expired", people_views.sign_in.rescue_form)
    errors.answer_with("link_spent", people_views.passwords.show_spent_link)
    kept.tell_all()
    name_places()
    _name_panels()
    learn_tip_sentences()
    connect_tutoring()


def _connect_reviews() -> None:
    open_reviews()
    may_see_version(reads_draft)
    stand_before_publishing(demand_review)
    stand_before_publishing(stop_what_checks_stop)
    react(VersionPublished, keep_reviews)


def _open_centres() -> None:
    centres_policy.open_doors()
    learn_centres_sentences()


def _name_panels() -> None:
    for shown in (
        learning_views.tutors,
        people_views.keys_of_colleague,
        people_views.journal,
        learning_views.brought,
    ):
        add_person_panel(shown.PANEL)
    add_own_place(learning_views.brought.OWN)
    add_group_panel(learning_views.groups.PANEL)
    lead_to_kept(learning_views.tutors.KEPT)


def mount(app: Flask) -> None:
    """Give every domain's pages and calls their addresses."""
    app.register_blueprint(probes)
    settings, mailer = app.extensions["compagnon"].settings, app.extensions["compagnon"].mailer
    sitting_life.idle = timedelta(hours=settings.sitting_idle_hours)
    sitting_life.longest = timedelta(days=settings.sitting_days)
    ui.register(app, demo=settings.is_demo)
    places = (
        "people.sign_out",
        "people.profile",
        "people.choose_language",
        "search.search",
        "home.help_page",
        "people.own_data",
        "people.privacy",
    )
    lead_to(app, Addresses(*places), receptions=list_receptions)
    app.register_blueprint(people_api.api)
    app.register_blueprint(people_views.pages)
    app.register_blueprint(home_views.pages)
    take_link_requests(app, mailer, page=f"{settings.address}/password/new")
    take_learning_duties(app, mailer, page=f"{settings.address}/learn/modules")
    app.register_blueprint(learning_api.api)
    app.register_blueprint(in_centre_api.api)
    app.register_blueprint(in_centre_views.pages)
    app.register_blueprint(taking_api.calls)
    app.register_blueprint(catalogue_views.pages)
    app.register_blueprint(learning_views.pages)
    app.register_blueprint(chat_api.api)
    app.register_blueprint(chat_views.pages)
    app.register_blueprint(studio_views.pages)
    app.register_blueprint(centres_views.pages)
    app.register_blueprint(tutoring_api.api)
    app.register_blueprint(tutoring_views.pages)
    app.register_blueprint(operation_views.pages)
    mount_search(app)


def seed_demo() -> None:
    """Top up the demo data; in the context of an application."""
    running = runtime()
    seeding.top_up(running.database, running.store)


def demo_accounts() -> str:
    return seeding.accounts_text()
