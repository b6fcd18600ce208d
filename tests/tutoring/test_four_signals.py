"""Each signal at four moments: before, at the threshold, after it was answered, and once its facts have changed."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy.orm import Session

from app.in_centre.models import Booking, BookingState, InCentreSession
from app.kernel.clock import now
from app.tutoring.models import Act, SignalKind
from app.tutoring.services.interventions import Doing, act_on_signal
from app.tutoring.wording import plain_sentence, sentence_with_figures
from tests.cast import Cast
from tests.conftest import Hands
from tests.tutoring.accompanied import RIGHT, WRONG, Accompanied

pytestmark = pytest.mark.postgres


def act(nadia: Accompanied, act: Act, text: str = "", **more: object) -> None:
    reason = nadia.reasons()[0]
    act_on_signal(nadia.session, nadia.tutor.actor, signal_id=reason.id, doing=Doing(act, text, **more))  # type: ignore[arg-type]
    nadia.session.commit()


def said(nadia: Accompanied) -> list[str]:
    return [plain_sentence(reason.kind, reason.facts) for reason in nadia.reasons()]


def test_a_question_is_a_signal_from_the_moment_it_is_asked_until_it_is_answered(
    nadia: Accompanied, clock: Hands
) -> None:
    assert nadia.reasons() == []
    nadia.try_block(WRONG, WRONG)
    nadia.ask()
    (asked,) = nadia.reasons()
    assert (asked.kind, asked.since, asked.facts["is_late"]) == (SignalKind.UNANSWERED, now(), False)
    assert said(nadia) == [
        "Question posée aujourd’hui 10\u00a0h, après 2\u00a0essais sur le même bloc. Réponse promise pour jeudi 12 mars 10\u00a0h."
    ]
    clock.move_to(datetime(2026, 3, 12, 9, 1, tzinfo=UTC))
    assert nadia.reasons()[0].facts["is_late"]
    assert nadia.reasons()[0].id == asked.id
    nadia.write(nadia.tutor, "Il peut mentir.", {"kind": "block", "id": "choisir", "version": 1})
    assert nadia.reasons() == []


def test_silence_is_a_signal_after_seven_days_and_goes_with_the_next_step(
    nadia: Accompanied, clock: Hands
) -> None:
    nadia.try_block(RIGHT)
    clock.move(days=7, seconds=-1)
    assert nadia.reasons() == []
    clock.move(seconds=1)
    assert nadia.kinds() == [SignalKind.SILENT]
    assert said(nadia) == [
        "Pas d’étude depuis 7\u00a0jours. Le rythme convenu est de 3\u00a0moments par semaine."
    ]
    act(nadia, Act.CALL, outcome="Reprend lundi.", next_at=now() + timedelta(days=3))
    assert nadia.reasons() == []
    clock.move(days=3)
    assert nadia.kinds() == [SignalKind.SILENT], "the same silence calls again at the date agreed"
    nadia.finish("lire")
    assert nadia.reasons() == []


def test_somebody_who_never_began_is_silent_since_the_enrolment(nadia: Accompanied, clock: Hands) -> None:
    clock.move(days=7)
    assert said(nadia) == [
        "Inscription il y a 7\u00a0jours, rien de commencé. Le rythme convenu est de 3\u00a0moments par semaine."
    ]


def test_three_wrong_tries_in_a_row_are_a_signal_until_the_right_one(nadia: Accompanied) -> None:
    nadia.try_block(WRONG, WRONG)
    assert nadia.reasons() == []
    nadia.try_block(WRONG)
    assert nadia.kinds() == [SignalKind.STUCK]
    assert said(nadia) == [
        "3\u00a0essais de suite sans la bonne réponse, unité 1, «\u00a0Bloc choisir\u00a0»."
    ]
    act(nadia, Act.MESSAGE, "Regardez l’exemple de la page 2.")
    nadia.try_block(WRONG, WRONG)
    assert nadia.reasons() == []
    nadia.try_block(WRONG)
    assert nadia.kinds() == [SignalKind.STUCK], "three more wrong tries are news"
    nadia.try_block(RIGHT)
    assert nadia.reasons() == []


def test_a_session_in_three_days_with_open_prerequisites_is_a_signal(
    nadia: Accompanied, session: Session, cast: Cast, clock: Hands
) -> None:
    book(session, nadia, cast, starts_at=now() + timedelta(days=3, seconds=1))
    assert nadia.reasons() == []
    clock.move(seconds=1)
    assert nadia.kinds() == [SignalKind.SESSION_NEAR]
    assert said(nadia) == [
        "Vient au centre vendredi 13 mars 10\u00a0h. Les unités 1 et 2 restent ouvertes, 1\u00a0h en tout."
    ]
    act(nadia, Act.SLOT, "Jeudi à 18 h, on regarde ensemble ?")
    assert nadia.reasons() == []


def test_a_session_is_no_reason_once_its_prerequisites_are_done(
    nadia: Accompanied, session: Session, cast: Cast
) -> None:
    book(session, nadia, cast, starts_at=now() + timedelta(days=2))
    nadia.finish("lire", "alerte")
    nadia.try_block(RIGHT)
    assert nadia.reasons()[0].facts["open_units"] == [2]
    nadia.try_block(["i1", "i2", "i3"], block="ordonner")
    assert nadia.reasons()[0].facts["minutes"] == 20, "what is left of it, as the host's page counts it"
    nadia.try_block("10", block="compter")
    nadia.try_block(["k1", "k2"], block="verifier")
    assert nadia.reasons() == []


def test_figures_stand_out_on_a_page_and_words_typed_by_people_stay_words(nadia: Accompanied) -> None:
    nadia.try_block(WRONG, WRONG, WRONG)
    facts = nadia.reasons()[0].facts | {"label": "<script>"}
    assert sentence_with_figures(SignalKind.STUCK, facts) == (
        "<b>3\u00a0essais</b> de suite sans la bonne réponse, unité <b>1</b>, «\u00a0<b>&lt;script&gt;</b>\u00a0»."
    )


def book(session: Session, nadia: Accompanied, cast: Cast, *, starts_at: datetime) -> Booking:
    planned = InCentreSession(
        module_id=nadia.enrolment.module_id,
        unit="au-banc",
        centre_id=cast.centre_id,
        host_id=cast.host.id,
        room="Atelier électricité",
        starts_at=starts_at,
        ends_at=starts_at + timedelta(hours=3),
        capacity=8,
        taken=1,
        created_at=now(),
    )
    session.add(planned)
    session.flush()
    booking = Booking(
        session_id=planned.id,
        learner_id=nadia.learner.id,
        enrolment_id=nadia.enrolment.id,
        state=BookingState.CONFIRMED,
        booked_at=now() - timedelta(days=10),
    )
    session.add(booking)
    session.commit()
    return booking
