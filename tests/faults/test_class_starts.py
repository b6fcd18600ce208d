"""The hour a class begins: everyone signs in while the tutors' lists ask again and again."""

import http.cookiejar
import re
import time
import urllib.parse
import urllib.request
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from threading import Event

import pytest

from app.people.models import Person, Role
from app.people.passwords import hash_password
from app.people.services.sign_in import open_token
from tests.cast import passer_by
from tests.in_centre.making import enrol, make_module
from tests.servers import Server

pytestmark = [pytest.mark.faults, pytest.mark.usefixtures("turn")]
CLASS, AT_ONCE = 60, 12
SECRET = "mot de passe du matin"


def test_trap_24_sixty_people_sign_in_while_the_tutors_lists_ask_again_and_nobody_is_sent_away(
    server: Server,
) -> None:
    cast, emails = server.cast, []
    with server.app.app_context(), server.database.writing() as session:
        studied, hashed = make_module(session, cast.centre_id), hash_password(SECRET)
        for _ in range(CLASS):
            person, _actor = passer_by(session, cast.centre_id, Role.LEARNER)
            session.get_one(Person, person.id).password_hash = hashed
            enrol(session, studied, person.id, centre_id=cast.centre_id, tutor_id=cast.tutor.id)
            emails.append(person.email)
        tutor = open_token(session, person_id=cast.tutor.id, label="tests").secret
    over, told = Event(), Counter[int]()

    def ask_again() -> None:
        while not over.is_set():
            status, _list = server.call("GET", "/api/v1/tutor/caseload?limit=60", token=tutor)
            told[status] += 1
            time.sleep(0.2)

    with ThreadPoolExecutor(AT_ONCE + 2) as threads:
        lists = [threads.submit(ask_again) for _ in range(2)]
        try:
            first_pages = list(threads.map(lambda email: sign_in(server, email), emails))
        finally:
            over.set()
    for each in lists:
        each.result()
    assert [page for page in first_pages if not page.endswith("/learn")] == []
    assert set(told) == {200}


def sign_in(server: Server, email: str) -> str:
    """By the form, as a browser does; the address where one arrives."""
    opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(http.cookiejar.CookieJar()))
    with opener.open(f"{server.address}/sign-in", timeout=60) as page:
        token = re.search(r'name="csrf_token" value="([^"]+)"', page.read().decode())
    assert token is not None
    typed = {"email": email, "password": SECRET, "csrf_token": token[1]}
    form = urllib.parse.urlencode(typed).encode()
    with opener.open(f"{server.address}/sign-in", form, timeout=60) as arrived:
        assert arrived.status == 200
        return str(arrived.url)
