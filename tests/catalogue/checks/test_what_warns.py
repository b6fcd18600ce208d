"""What is worth a look before publishing, and stops nothing."""

from datetime import UTC, datetime

import pytest

from app.catalogue.checks import grids, links, minutes, outcomes, readability, weight, wording
from app.catalogue.checks.links import Looked
from app.catalogue.checks.results import Verdict
from app.catalogue.content.block_sources import ExternalBlock
from tests.catalogue.checks.making import choice, danger, film, medium, module, of, text, unit, workshop

LONG = "Vous prenez la clé, " + "puis la lame, " * 8 + "et vous serrez."
NOON = datetime(2026, 3, 10, 12, tzinfo=UTC)


def test_a_sentence_over_25_words_is_counted_and_shown_first() -> None:
    found = readability.check(of(text(f"Court. {LONG} Encore court.")))
    assert found.verdict is Verdict.WARNS
    assert found.figures["count"] == 1
    assert (found.places[0].block, found.places[0].words) == ("texte", LONG)


def test_the_ten_hardest_sentences_are_shown_even_when_none_is_too_long() -> None:
    found = readability.check(of(text("Une phrase courte. " * 12)))
    assert (found.verdict, len(found.places)) == (Verdict.FINE, 10)


@pytest.mark.parametrize(
    ("paragraph", "count"),
    [
        ("Appuyez. Relâchez\u00a0! Ça tourne\u00a0? Oui.", 4),
        ("Réglez à 3.5 mm. Serrez.", 2),
        ("Voir p. 12 et art. 4 du code.", 1),
        ("Il dit\u00a0: «\u00a0Stop\u00a0!\u00a0» Puis il part.", 2),
        ("Nehmen Sie z. B. Öl. Fertig.", 2),
        ("Mesurez 690\u00a0V. Plus haut, arrêtez.", 2),
    ],
)
def test_a_full_stop_ends_a_sentence_where_one_begins(paragraph: str, count: int) -> None:
    assert readability.check(of(text(paragraph), summary="")).figures["sentences"] == count


def test_items_of_a_list_are_sentences_of_their_own() -> None:
    items = "\n".join(f"- une pièce numéro {number} de la machine" for number in range(6))
    assert readability.check(of(text(items))).figures["count"] == 0


@pytest.mark.parametrize(
    ("language", "sentence", "said"),
    [
        ("fr", "Appelez le formateur avant de couper.", "le formateur"),
        ("fr", "Vous êtes prêt à souder.", "Vous êtes prêt"),
        ("fr", "C’est un homme de métier.", "homme de métier"),
        ("fr", "Les apprenants attendent.", "Les apprenants"),
        ("fr", "Même une femme y arrive.", "Même une femme"),
        ("en", "Call the foreman.", "foreman"),
        ("en", "Each worker puts on his gloves.", "Each worker puts on his"),
        ("de", "Fragen Sie einen Fachmann.", "Fachmann"),
        ("nl", "Bel een vakman.", "vakman"),
    ],
)
def test_a_word_that_takes_people_for_men_gets_another_proposed(
    language: str, sentence: str, said: str
) -> None:
    found = wording.check(of(text(sentence), language=language))
    assert found.verdict is Verdict.WARNS
    assert [place.words for place in found.places] == [said]
    assert found.places[0].advice


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("fr", "La formatrice ou le formateur vient."),
        ("fr", "Un conducteur de cuivre, un interrupteur."),
        ("fr", "Thierry, opérateur à Grâce-Hollogne, attend."),
        ("fr", "Le manipulateur et l’homme mort arrêtent l’engin."),
        ("fr", "Chacun des deux fils est mesuré."),
        ("fr", "Vous êtes prête ou prêt."),
        ("en", "Bruno puts on his gloves."),
        ("en", "Each worker puts on his or her gloves."),
        ("de", "Die Fahrerin oder der Fahrer steigt ab."),
        ("de", "Der Behälter ist leer."),
        ("nl", "De lasser steekt de toorts aan."),
    ],
)
def test_what_names_both_or_a_thing_is_left_alone(language: str, sentence: str) -> None:
    assert wording.check(of(text(sentence), language=language)).places == ()


def external(href: str, title: str = "La notice") -> ExternalBlock:
    return ExternalBlock(id="lien", title=title, body="Lisez.", href=href)


@pytest.mark.parametrize(
    ("href", "why"),
    [
        ("https://[oups", "unreadable"),
        ("https://", "unreadable"),
        ("http://exemple.be/", "not_encrypted"),
        ("https://localhost/a", "private"),
        ("https://192.168.1.4/a", "private"),
        ("https://[::1]/", "private"),
        ("https://imprimante/", "private"),
    ],
)
def test_a_link_has_an_address_that_everyone_can_open(href: str, why: str) -> None:
    assert [place.why for place in links.check(of(external(href)), {}).places] == [why]


def test_the_words_of_a_link_say_where_it_leads() -> None:
    said = links.check(of(text("Lisez la notice [ici](https://exemple.be/).")), {})
    assert [(place.why, place.words) for place in said.places] == [("says_nothing", "https://exemple.be/")]
    assert links.check(of(text("Lisez [la notice](https://exemple.be/).")), {}).places == ()


def test_an_address_that_did_not_answer_is_shown_with_its_day() -> None:
    seen = {"https://exemple.be/": Looked(answers=False, status=404, at=NOON)}
    found = links.check(of(external("https://exemple.be/")), seen)
    assert [(place.why, place.figures["at"]) for place in found.places] == [("broken", NOON.isoformat())]
    assert links.check(of(external("https://exemple.be/")), {}).figures["unseen"] == 1


def test_a_unit_asks_at_least_as_much_as_it_promises() -> None:
    two = ("Nommer", "Régler")
    short = outcomes.check(module(unit("lame", choice(("a", "b")), outcomes=two)))
    assert [(place.unit, place.figures["asked"]) for place in short.places] == [("lame", 1)]
    asked = (choice(("a", "b")), choice(("c", "d"), code="autre"))
    assert outcomes.check(module(unit("lame", *asked, outcomes=two))).verdict is Verdict.FINE


def test_a_grid_has_a_star_where_the_module_warns_of_a_danger() -> None:
    dangerous = unit("lame", danger())
    assert grids.check(module(dangerous, workshop(False, False))).verdict is Verdict.WARNS
    assert grids.check(module(dangerous, workshop(False, True))).verdict is Verdict.FINE
    assert grids.check(module(unit("lame", text("Calme.")), workshop(False))).verdict is Verdict.FINE


def test_minutes_announced_are_near_those_it_takes() -> None:
    thousand = text("mot " * 1300)
    assert [p.why for p in minutes.check(module(unit("lame", thousand, minutes=5))).places] == ["longer"]
    assert [p.why for p in minutes.check(module(unit("lame", thousand, minutes=30))).places] == ["shorter"]
    assert minutes.check(module(unit("lame", thousand, minutes=10))).places == ()


def test_a_film_takes_its_own_minutes_and_a_reply_is_read_only_when_chosen() -> None:
    assert round(minutes.estimate(unit("lame", film()), {"film.vtt": 300})) == 5
    silent, wordy = choice(("Oui", ""), ("Non", "")), choice(("Oui", "mot " * 900), ("Non", "mot " * 900))
    assert minutes.estimate(unit("lame", silent), {}) == minutes.estimate(unit("lame", wordy), {})


def test_of_a_pool_only_what_a_learner_meets_takes_time() -> None:
    pool = [
        choice(("a", "b"), code=f"q{number}", pool="lames", pick=1 if not number else None)
        for number in range(4)
    ]
    assert minutes.estimate(unit("lame", *pool), {}) == minutes.estimate(unit("lame", pool[0]), {})


def png(width: int, size: int) -> bytes:
    head = b"\x89PNG\r\n\x1a\n" + bytes(8) + width.to_bytes(4, "big") + (100).to_bytes(4, "big")
    return head + bytes(size - len(head))


def test_the_light_version_has_pictures_for_a_phone_and_no_film() -> None:
    media = (
        medium("a.png", "image/png", png(1440, 4_000_000)),
        medium("f.mp4", "video/mp4", bytes(9_000_000)),
    )
    found = weight.check(of(film(), media=media))
    assert (found.figures["full_mb"], found.figures["light_mb"]) == (13.0, 1.0)
    assert found.verdict is Verdict.FINE


def test_a_heavy_module_names_its_heaviest_files_and_where_they_stand() -> None:
    media = (medium("film.mp4", "video/mp4", bytes(60_000_000)), medium("a.png", "image/png", png(700, 100)))
    found = weight.check(of(film(), media=media))
    assert found.verdict is Verdict.WARNS
    assert [(place.words, place.block) for place in found.places] == [("film.mp4", "film"), ("a.png", "")]
