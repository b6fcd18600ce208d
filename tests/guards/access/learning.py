from io import BytesIO

from tests.guards.access.rows import AT_WORK, LEARNERS, MANAGERS, Row, people
from tests.planted import Planted

OWN = people("learner")
# Whoever accompanies, who runs the centre, and who meets the learner at a session.
NEAR = people("learner tutor manager host")
READERS = people("learner second_learner")
EVENT = "00000000-0000-7000-8000-0000000000aa"


def one_event(planted: Planted) -> dict[str, object]:
    return {
        "events": [
            {
                "id": EVENT,
                "enrolment": str(planted.enrolment_id),
                "block": "parties",
                "verb": "opened",
                "occurred_at": "2026-03-10T08:59:00Z",
            }
        ]
    }


def to_report(_planted: Planted) -> dict[str, object]:
    return {"id": EVENT, "kind": "safety", "text": "La lame peut encore blesser"}


# Whoever learns the module or accompanies someone on it, and who works in its centre.
USERS = people("learner tutor substitute author host manager network")
ROWS = [
    Row("GET /learn", enters=LEARNERS),
    Row("GET /record"),
    Row("GET /learn/modules", enters=LEARNERS),
    Row("GET /learn/modules/<slug>", enters=LEARNERS, sees=READERS),
    Row("GET /learn/modules/<slug>/continue", enters=LEARNERS, sees=READERS, ok=303),
    Row("POST /learn/modules/<slug>/enrolments", enters=LEARNERS, sees=READERS, ok=303),
    Row("GET /reports/<uuid:version_id>/<block>", sees=USERS),
    Row("POST /reports/<uuid:version_id>/<block>", sees=USERS, ok=303, form=to_report),
    Row("POST /learn/modules/<slug>/news", enters=LEARNERS, sees=OWN, ok=303),
    Row(
        "GET /learn/modules/<slug>/units/<unit>",
        enters=LEARNERS,
        sees=READERS,
        but={"second_learner": 303},  # to the page of the module, which offers it
    ),
    Row("GET /learn/enrolments/<enrolment_id>/progress", sees=NEAR),
    Row("GET /learn/enrolments/<enrolment_id>/brought", sees=NEAR),
    Row(
        "POST /learn/enrolments/<enrolment_id>/answers",
        enters=LEARNERS,
        sees=OWN,
        ok=303,
        query=lambda _planted: {"block": "lame-immobile", "event": EVENT},
        form=lambda _planted: {"answer": "a1"},
    ),
    Row("POST /learn/enrolments/<enrolment_id>/units/<unit>/seen", enters=LEARNERS, sees=OWN, ok=303),
    Row("GET /learn/work/<uuid:enrolment_id>/<block>", enters=LEARNERS, sees=OWN, where=AT_WORK),
    Row(
        "POST /learn/work/<uuid:enrolment_id>/<block>",
        enters=LEARNERS,
        sees=OWN,
        ok=303,
        where=AT_WORK,
        form=lambda _planted: {"id": EVENT, "file": (BytesIO(b"%PDF-1.4"), "a.pdf")},
    ),
    Row("GET /learn/sent/<uuid:submission_id>", enters=LEARNERS, sees=OWN),
    Row("GET /centre/people/<uuid:person_id>/tutors", enters=MANAGERS, sees=people("manager")),
    Row(
        "POST /centre/enrolments/<uuid:enrolment_id>/tutor",
        enters=MANAGERS,
        sees=people("manager"),
        ok=303,
        form=lambda planted: {"tutor": str(planted.tutor_id)},
    ),
    Row("GET /api/v1/enrolments"),
    Row("GET /api/v1/enrolments/<enrolment_id>", sees=NEAR),
    Row("GET /api/v1/enrolments/<enrolment_id>/progress", sees=NEAR),
    Row(
        "POST /api/v1/modules/<slug>/enrolments",
        enters=LEARNERS,
        sees=READERS,
        but={"second_learner": 201},
    ),
    # Answered event by event: another's is `not_found` inside the batch (test_matrix.py).
    Row("POST /api/v1/learning/events", json=one_event),
]
