from tests.guards.access.rows import MANAGERS, TUTORS, Row, people
from tests.planted import BLOCK, Planted

CLIENT = "00000000-0000-7000-8000-0000000000cc"
LEARNING = people("learner")
ACCOMPANYING = people("tutor")
MANAGING, APPOINTING = people("manager"), people("tutor manager")
OF_TUTOR = {"person_id": "tutor_id"}


def question(planted: Planted) -> dict[str, str]:
    return {
        "enrolment": str(planted.enrolment_id),
        "block": BLOCK,
        "text": "Pourquoi ?",
        "client_id": CLIENT,
    }


def note(_planted: Planted) -> dict[str, str]:
    return {"act": "note", "text": "Vu"}


ROWS = [
    # The body names an enrolment: of the learner there, else not found. Others' are asked in tests/tutoring.
    Row(
        "POST /api/v1/help-requests",
        ok=404,
        but={"learner": 201, "stranger": 201},
        json=question,
    ),
    Row("GET /api/v1/tutor/caseload", enters=TUTORS),
    Row("GET /api/v1/tutor/signals", enters=TUTORS),
    Row("POST /api/v1/tutor/signals/<signal_id>/interventions", sees=ACCOMPANYING, ok=201, json=note),
    Row("GET /tutor", enters=TUTORS),
    Row("GET /tutor/needs", enters=TUTORS),
    Row("GET /tutor/learners", enters=TUTORS),
    Row("GET /tutor/people", enters=TUTORS, ok=303),  # its former address
    Row("GET /tutor/promise", enters=TUTORS),
    Row("POST /tutor/signals/<uuid:signal_id>/act", sees=ACCOMPANYING, ok=303, form=note),
    Row(
        "POST /tutor/questions/<uuid:help_request_id>/tip",
        sees=ACCOMPANYING,
        ok=303,
        form=lambda _planted: {"text": "Mettez les deux."},
    ),
    Row("GET /tutor/learners/<uuid:enrolment_id>", sees=ACCOMPANYING),
    Row("GET /tutor/handed", enters=TUTORS),
    Row("POST /tutor/handed/read", enters=TUTORS, ok=303),
    Row("GET /centre/tutors", enters=MANAGERS),
    Row("GET /centre/tutors/<uuid:person_id>/handover", enters=MANAGERS, sees=MANAGING, where=OF_TUTOR),
    # Nobody is ticked.
    Row(
        "POST /centre/tutors/<uuid:person_id>/handover",
        enters=MANAGERS,
        sees=MANAGING,
        ok=422,
        where=OF_TUTOR,
    ),
    Row("GET /tutors/<uuid:person_id>/substitute", sees=APPOINTING, where=OF_TUTOR),
    Row("POST /tutors/<uuid:person_id>/substitute", sees=APPOINTING, ok=422, where=OF_TUTOR),
    Row("POST /tutors/<uuid:person_id>/substitute/end", sees=APPOINTING, ok=303, where=OF_TUTOR),
    Row(
        "POST /tutor/learners/<uuid:enrolment_id>/interventions",
        sees=ACCOMPANYING,
        ok=303,
        form=note,
    ),
    Row("GET /tutor/sent/<uuid:submission_id>", sees=ACCOMPANYING),
    Row(
        "POST /tutor/sent/<uuid:submission_id>/verdict",
        sees=ACCOMPANYING,
        ok=303,
        form=lambda _planted: {"verdict": "accepted"},
    ),
    Row("GET /learn/help/<uuid:enrolment_id>/<block>", sees=LEARNING),
    Row(
        "POST /learn/help/<uuid:enrolment_id>/<block>",
        sees=LEARNING,
        ok=303,
        form=lambda _planted: {"text": "Pourquoi ?", "client_id": CLIENT},
    ),
    Row("GET /learn/tutor/<uuid:enrolment_id>", sees=LEARNING),
]
