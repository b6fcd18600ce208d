"""Whatever staff do to a person leaves a line that says whom: a new route that does not, fails here."""

from collections.abc import Iterator

from sqlalchemy import func, select

from app.kernel import access
from app.kernel.audit import AuditLine
from app.people.journal.acts import acts
from tests.ground import Ground
from tests.guards.access import ALL
from tests.guards.access.rows import STAFF, Row

DOMAINS = {"people", "learning", "in_centre", "tutoring"}
OPEN_TO_ALL = {access.PUBLIC, "signed_in", "learner"}
#: Reached by whoever is signed in, and for staff all the same: the query says who.
FOR_STAFF = {"tutoring.act", "tutoring.note_intervention", "tutoring.give_verdict", "tutoring_api.intervene"}

REFUSED_HERE = "what is planted does not let it happen; the act has its line in a test of its own"
WITHOUT = {
    "POST /centre/people": f"an empty form is refused: {REFUSED_HERE}",
    "POST /centre/people/<uuid:person_id>/brought": f"no file was chosen: {REFUSED_HERE}",
    "POST /centre/erasures/<uuid:erasure_id>/carry-out": f"others count on them: {REFUSED_HERE}",
    "POST /centre/people/table": "only looked at: nothing is taken yet",
    "POST /centre/people/table/take": f"an empty table is refused: {REFUSED_HERE}",
    "POST /centre/people/<uuid:person_id>/tutor": "the same tutor again changes nothing",
    "POST /centre/enrolments/<uuid:enrolment_id>/tutor": "the same tutor again changes nothing",
    "POST /centre/groups/<uuid:group_id>/enrolments": "everyone of the group has begun already",
    "POST /centre/groups/<uuid:group_id>/members/<uuid:person_id>": "the same person again changes nothing",
    "POST /centre/groups/<uuid:group_id>/tutor": "the same tutor again changes nothing",
    "POST /sessions/<uuid:session_id>/bookings/<uuid:booking_id>/attendance": f"too early: {REFUSED_HERE}",
    "POST /sessions/<uuid:session_id>/grid/<uuid:booking_id>": f"too early: {REFUSED_HERE}",
    "POST /sessions/<uuid:session_id>/people": f"nobody of that name: {REFUSED_HERE}",
    "POST /centre/tutors/<uuid:person_id>/handover": f"nobody is ticked: {REFUSED_HERE}",
    "POST /tutor/handed/read": "one's own reading",
    "POST /centre/groups": "a group without anybody in it: the line names the group",
    "POST /centre/groups/<uuid:group_id>/close": "the line names the group",
    "POST /centre/groups/<uuid:group_id>/open": "the line names the group",
    "POST /sessions": "the line names the session",
    "POST /sessions/<uuid:session_id>": "the line names the session",
    "POST /sessions/<uuid:session_id>/close": "the line names the session",
    "POST /sessions/<uuid:session_id>/open": "the line names the session",
    "POST /sessions/<uuid:session_id>/grid/<uuid:booking_id>/marks": "marks are in the grid, whose signing is the act",
}
LEFT = [row for row in ALL if row.method != "GET"]


def test_every_act_on_a_person_says_whom(ground: Ground) -> None:
    silent = {row.rule for row in staff_rows(ground) if not leaves_a_line(ground, row)}
    assert sorted(silent - WITHOUT.keys()) == [], "record the act (kernel.audit), with the person_id"
    assert sorted(WITHOUT.keys() - silent) == [], "these leave a line now: take their reasons away"


def staff_rows(ground: Ground) -> Iterator[Row]:
    endpoints = {
        f"{method} {rule.rule}": rule.endpoint
        for rule in ground.app.url_map.iter_rules()
        for method in rule.methods or ()
    }
    for row in LEFT:
        endpoint = endpoints[row.rule]
        policy = access.policy_of(ground.app.view_functions[endpoint])
        is_staffs = policy not in OPEN_TO_ALL or endpoint in FOR_STAFF
        if is_staffs and endpoint.split(".")[0].removesuffix("_api") in DOMAINS:
            yield row


def leaves_a_line(ground: Ground, row: Row) -> bool:
    own = row.values(ground.world.here)
    who = sorted((row.sees or row.enters) & row.enters & STAFF)[0]
    before = count(ground)
    ground.ask(who, row, own)
    after = count(ground)
    ground.restore()
    return after > before


def count(ground: Ground) -> int:
    with ground.database.reading() as session:
        rows = select(func.count()).select_from(AuditLine).where(AuditLine.person_id.is_not(None))
        return session.scalar(rows) or 0


def test_what_was_planted_says_whom_too(ground: Ground) -> None:
    with ground.database.reading() as session:
        rows = select(AuditLine.act).where(
            AuditLine.person_id == ground.world.here.person_id,
            AuditLine.centre_id == ground.world.here.centre_id,
        )
        assert {"confirm_attendance", "sign_observation"} <= set(session.scalars(rows))


def test_every_act_that_was_written_has_its_words(ground: Ground) -> None:
    with ground.database.reading() as session:
        assert set(session.scalars(select(AuditLine.act))) <= acts.keys()
