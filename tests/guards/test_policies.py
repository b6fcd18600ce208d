"""Default deny, walked: every route, call and socket event names a policy that exists."""

from flask import Flask

from app.kernel.access import PUBLIC, known_policies, policy_of
from app.kernel.realtime import events

# What is open to everybody, each with its reason.
OPEN = {
    "people_api.create_token": "signing in",
    "people.show_sign_in": "signing in",
    "people.sign_in": "signing in",
    "people.show_card_sign_in": "signing in",
    "people.sign_in_by_card": "signing in",
    "people.show_step": "signing in",
    "people.take_step": "signing in",
    "people.show_set_up_step": "signing in",
    "people.set_up_step": "signing in",
    "people.ask_for_passkey": "signing in",
    "people.sign_in_by_passkey": "signing in",
    "people.privacy": "who answers for what is kept is told before anybody signs in",
    "people.sign_out": "one can always leave",
    "people.choose_language": "the language of the sign-in page",
    "people.show_forgotten": "who has no password yet",
    "people.forgotten": "who has no password yet",
    "people.show_new_password": "who has no password yet",
    "people.new_password": "who has no password yet",
    "people.demo_mails": "exists in a demonstration alone",
    "home.help_page": "who cannot come in asks how",
    "probes.alive": "probe",
    "probes.ready": "probe",
    "probes.metrics": "off unless configured",
    "api_pages.document": "what programs may ask, without a person in it",
    "api_pages.docs": "what programs may ask, without a person in it",
    "in_centre_api.read_calendar": "calendars cannot sign in: the address carries a token of its own",
    "catalogue.medium": "asks itself who may see the version, so that a picture unseen is 404 and not a sign-in page",
    "catalogue.rendition": "as a medium: who it is for is asked inside",
    "people.sign_in_outside": "signing in",
    "people.come_back_from_outside": "signing in",
    "people.stopped_outside": "signing in",
    "ui.built": "files without a person in them",
    "ui.design": "files without a person in them",
}


def test_every_route_names_a_known_policy(app: Flask) -> None:
    without = {
        endpoint: policy_of(view)
        for endpoint, view in app.view_functions.items()
        if policy_of(view) not in known_policies()
    }
    assert without == {}


def test_every_socket_event_names_a_known_policy(app: Flask) -> None:
    without = {name for name, event in events.items() if policy_of(event.handler) not in known_policies()}
    assert without == set()


def test_nothing_is_public_by_accident(app: Flask) -> None:
    public = {endpoint for endpoint, view in app.view_functions.items() if policy_of(view) == PUBLIC}
    assert public - set(OPEN) == set()
