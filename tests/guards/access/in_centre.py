from tests.guards.access.rows import EVERYONE, Row, people

# Who learns the module, and who runs the centre's sessions.
AROUND = people("learner host manager")

ROWS = [
    Row("GET /api/v1/sessions"),
    Row("GET /api/v1/sessions/<session_id>", sees=AROUND),
    Row(
        "POST /api/v1/sessions/<session_id>/bookings",
        sees=AROUND,
        ok=200,  # the same booking as before
        but={"host": 409, "other_author": 409, "manager": 409, "other_manager": 409},  # they do not learn
    ),
    Row("DELETE /api/v1/bookings/<booking_id>", sees=people("learner"), ok=204),
    Row("POST /api/v1/calendar-tokens", ok=201),
    Row("DELETE /api/v1/calendar-tokens/current", ok=204),
    Row("GET /api/v1/calendar.ics", nobody=404, ok=404, enters=EVERYONE),
]
