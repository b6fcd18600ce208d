"""The ground under the journeys: a signed-in window shows the person's own page, in their colours and size."""

import pytest

from tests.journeys.conftest import NARROW, WIDE, Scheme, Sit
from tests.servers import Server

pytestmark = pytest.mark.journey


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_window_is_signed_in_and_in_the_wanted_colours(sit: Sit, server: Server, scheme: Scheme) -> None:
    page = sit(server.cast.learner, size=WIDE, scheme=scheme)
    page.goto("/profile")
    assert page.url.endswith("/profile")
    assert "nadia@liege.example" in page.inner_text("main")
    assert page.evaluate("matchMedia('(prefers-color-scheme: dark)').matches") is (scheme == "dark")


def test_a_window_without_a_person_is_asked_to_sign_in(sit: Sit, server: Server) -> None:
    page = sit(size=NARROW)
    page.goto("/profile")
    assert "/sign-in" in page.url
    assert page.evaluate("innerWidth") == 320
