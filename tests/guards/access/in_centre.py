from tests.guards.access.rows import AT_BENCH, HOSTS, LEARNERS, MANAGERS, Row, people
from tests.planted import Planted

# Who learns the module, and who runs the centre's sessions.
AROUND = people("learner host manager")
DO_NOT_LEARN = {"host": 409, "other_author": 409, "manager": 409, "other_manager": 409}
TEAM = HOSTS | MANAGERS
RUNNING = people("host manager")
# The grid is the assessor's; who runs the centre reads it.
READ_ONLY = {"manager": 403, "other_manager": 403}
OWN = people("learner")
HELD = {"session_id": "held_session_id", "booking_id": "held_id"}


def present(_planted: Planted) -> dict[str, str]:
    return {"half": "2026-03-07-morning", "present": "1"}


def grid(_planted: Planted) -> dict[str, str]:
    return {"block": "reglage", "attempt": "2", "level-debrancher": "achieved"}


def marks(_planted: Planted) -> dict[str, object]:
    return {"block": "reglage", "attempt": 2, "levels": {"debrancher": "achieved"}}


CALLS = [
    Row("GET /api/v1/sessions"),
    Row("GET /api/v1/sessions/<session_id>", sees=AROUND),
    Row("POST /api/v1/sessions/<session_id>/bookings", sees=AROUND, but=DO_NOT_LEARN),
    Row("DELETE /api/v1/bookings/<booking_id>", sees=OWN, ok=204),
    Row("POST /api/v1/calendar-tokens", ok=201),
    Row("DELETE /api/v1/calendar-tokens/current", ok=204),
    Row("GET /api/v1/calendar.ics", nobody=404, ok=404),
]

LEARNING = [
    Row("GET /calendar"),
    Row("POST /calendar"),
    Row("POST /calendar/close", ok=303),
    Row("GET /learn/company", enters=LEARNERS),
    Row("GET /learn/sessions", enters=LEARNERS),
    Row("GET /learn/sessions/<uuid:session_id>", enters=LEARNERS, sees=OWN),
    Row("POST /learn/sessions/<uuid:session_id>/book", enters=LEARNERS, sees=OWN, ok=303),
    Row("POST /learn/bookings/<uuid:booking_id>/cancel", enters=LEARNERS, sees=OWN, ok=303),
    Row(
        "GET /learn/enrolments/<uuid:enrolment_id>/units/<unit>/sessions",
        enters=LEARNERS,
        sees=OWN,
        where=AT_BENCH,
    ),
    Row("GET /learn/observations/<uuid:observation_id>", sees=OWN),
    Row(
        "POST /learn/observations/<uuid:observation_id>",
        sees=OWN,
        ok=303,
        form=lambda _planted: {"comment": "Merci"},
    ),
]

HOSTING = [
    Row("GET /sessions", enters=TEAM),
    Row("POST /sessions", enters=TEAM, ok=422),
    Row("GET /sessions/new", enters=TEAM),
    Row("GET /sessions/<uuid:session_id>", enters=TEAM, sees=RUNNING),
    Row("POST /sessions/<uuid:session_id>", enters=TEAM, sees=RUNNING, ok=422),
    Row("GET /sessions/<uuid:session_id>/edit", enters=TEAM, sees=RUNNING),
    Row("GET /sessions/<uuid:session_id>/list", enters=TEAM, sees=RUNNING),
    Row("POST /sessions/<uuid:session_id>/close", enters=TEAM, sees=RUNNING, ok=303),
    Row("POST /sessions/<uuid:session_id>/open", enters=TEAM, sees=RUNNING, ok=303),
    Row(
        "POST /sessions/<uuid:session_id>/cancel",
        enters=TEAM,
        sees=RUNNING,
        ok=303,
        form=lambda _planted: {"reason": "Panne"},
    ),
    Row("POST /sessions/<uuid:session_id>/people", enters=TEAM, sees=RUNNING, ok=409),
    Row(
        "POST /sessions/<uuid:session_id>/bookings/<uuid:booking_id>/take-out",
        enters=TEAM,
        sees=RUNNING,
        ok=303,
        form=lambda _planted: {"reason": "À sa demande"},
    ),
    Row(
        "POST /sessions/<uuid:session_id>/bookings/<uuid:booking_id>/attendance",
        enters=TEAM,
        sees=RUNNING,
        ok=303,
        form=present,
        where=HELD,
    ),
]

OBSERVING = [
    Row(
        "GET /sessions/<uuid:session_id>/grid/<uuid:booking_id>",
        enters=TEAM,
        sees=RUNNING,
        where=HELD,
    ),
    Row(
        "POST /sessions/<uuid:session_id>/grid/<uuid:booking_id>",
        enters=TEAM,
        sees=RUNNING,
        but=READ_ONLY,
        ok=303,
        form=grid,
        where=HELD,
    ),
    Row(
        "POST /sessions/<uuid:session_id>/grid/<uuid:booking_id>/marks",
        enters=TEAM,
        sees=RUNNING,
        but=READ_ONLY,
        json=marks,
        where=HELD,
    ),
    Row(
        "POST /sessions/<uuid:session_id>/grid/<uuid:booking_id>/stop",
        enters=TEAM,
        sees=RUNNING,
        but=READ_ONLY,
        ok=303,
        form=lambda planted: grid(planted) | {"reason": "Lame non protégée, signalé"},
        where=HELD,
    ),
]

ROWS = CALLS + LEARNING + HOSTING + OBSERVING
