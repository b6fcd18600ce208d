"""What stops a publication: pictures, films and answers that say nothing, ways that lead nowhere, days gone by."""

from datetime import date

import pytest

from app.catalogue.checks import alternatives, captions, feedback, licence, prerequisites, review_day
from app.catalogue.checks.results import Found, Verdict
from app.catalogue.content.question_sources import NumberQuestion, WrongValue
from app.catalogue.content.sources import MediaFile
from tests.catalogue.checks.making import TODAY, choice, figure, film, medium, module, of, text, unit

VTT = "WEBVTT\n\n00:00.000 --> 00:02.000\nLa scie est à l’arrêt, et le guide est réglé.\n".encode()


def whys(found: Found) -> list[str]:
    return [place.why for place in found.places]


@pytest.mark.parametrize(
    ("alt", "why", "verdict"),
    [
        ("", "missing", Verdict.BLOCKS),
        ("  ", "missing", Verdict.BLOCKS),
        ("la-scie.svg", "file_name", Verdict.BLOCKS),
        ("La scie", "file_name", Verdict.BLOCKS),
        ("DSC_0042", "file_name", Verdict.BLOCKS),
        ("schema-final.PNG", "file_name", Verdict.BLOCKS),
        ("Image de la scie", "said_already", Verdict.WARNS),
        ("Une photo d’atelier", "said_already", Verdict.WARNS),
        ("Picture of a saw", "said_already", Verdict.WARNS),
    ],
)
def test_a_picture_is_told_in_words_of_its_own(alt: str, why: str, verdict: Verdict) -> None:
    found = alternatives.check(of(figure(alt)))
    assert (whys(found), found.verdict) == ([why], verdict)


@pytest.mark.parametrize("alt", ["La scie vue de face", "Photographe au travail", "L’image se brouille"])
def test_words_that_tell_a_picture_are_fine(alt: str) -> None:
    assert alternatives.check(of(figure(alt))).verdict is Verdict.FINE


def captioned(data: bytes) -> tuple[MediaFile, ...]:
    return (medium("film.vtt", "text/vtt", data),)


def test_a_film_without_captions_or_without_its_words_stops() -> None:
    assert whys(captions.check(of(film(captions="")))) == ["no_captions"]
    assert whys(captions.check(of(film(body=" ")))) == ["no_transcript"]
    assert whys(captions.check(of(film(), media=captioned(b"WEBVTT\n")))) == ["empty_captions"]
    assert captions.check(of(film(captions=""))).verdict is Verdict.BLOCKS


def test_words_in_writing_that_leave_half_of_the_captions_out_are_looked_at() -> None:
    short = captions.check(of(film("La scie."), media=captioned(VTT)))
    assert (whys(short), short.verdict) == (["short_transcript"], Verdict.WARNS)
    assert captions.check(of(film("La scie est arrêtée, le guide réglé."), media=captioned(VTT))).places == ()


def test_an_answer_without_feedback_stops_and_is_named() -> None:
    found = feedback.check(of(choice(("Oui", "Elle coupe."), ("Non", "  "))))
    assert found.verdict is Verdict.BLOCKS
    assert [(place.block, place.words, place.figures["number"]) for place in found.places] == [
        ("choix", "Non", 2)
    ]


def test_a_wrong_value_and_a_wrong_answer_each_say_something() -> None:
    question = NumberQuestion(
        id="n",
        statement="Combien ?",
        right_feedback="Oui.",
        wrong_feedback="",
        answer="3",
        tolerance="0",
        unit="",
        wrong_values=(WrongValue("4", ""),),
    )
    assert [place.words for place in feedback.check(of(question)).places] == ["✘", "4"]


def test_what_is_asked_first_can_be_done_first() -> None:
    blocks = (text("Lisez."),)
    first, second = unit("un", *blocks), unit("deux", *blocks, prerequisites=("un",))
    assert prerequisites.check(module(first, second)).verdict is Verdict.FINE
    later = prerequisites.check(module(second, first))
    assert (whys(later), later.verdict) == (["later"], Verdict.WARNS)
    assert whys(prerequisites.check(module(unit("un", prerequisites=("trois",))))) == ["no_such_unit"]


def test_units_that_ask_for_each_other_stop() -> None:
    ring = [unit("a", prerequisites=("c",)), unit("b", prerequisites=("a",)), unit("c", prerequisites=("b",))]
    found = prerequisites.check(module(*ring))
    assert (whys(found), found.verdict) == (["circular"] * 3, Verdict.BLOCKS)
    assert whys(prerequisites.check(module(unit("a", prerequisites=("a",))))) == ["circular"]


@pytest.mark.parametrize(
    ("day", "verdict"),
    [
        (date(2026, 3, 9), Verdict.BLOCKS),
        (TODAY, Verdict.BLOCKS),
        (date(2026, 4, 1), Verdict.WARNS),
        (date(2026, 9, 1), Verdict.FINE),
    ],
)
def test_the_day_of_the_next_reading_lies_ahead(day: date, verdict: Verdict) -> None:
    assert review_day.check(of(text("Lisez."), review_on=day), TODAY).verdict is verdict


def test_a_module_has_a_licence() -> None:
    assert licence.check(of(licence="")).verdict is Verdict.BLOCKS
    assert licence.check(of(licence="Tous-droits")).verdict is Verdict.WARNS
    assert licence.check(of(licence="CC-BY-4.0")).verdict is Verdict.FINE
