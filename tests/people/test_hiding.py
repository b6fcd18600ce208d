"""Which words of a text are someone's name, and which are not."""

import pytest

from app.people.erasing.words import Words

WORDS = Words(
    names=("Rose Van Damme", "Rose", "Van Damme"),
    email="rose@liege.example",
    phone="0470/12 34 56",
    instead="…",
)


@pytest.mark.parametrize(
    ("said", "left"),
    [
        ("Bonjour Rose, à demain.", "Bonjour …, à demain."),
        ("ROSE VAN DAMME", "…"),
        ("Le fil rose et la roseraie de Roseline", "Le fil rose et la roseraie de Roseline"),
        ("Écrivez à Rose@Liege.example.", "Écrivez à …."),
        ("Mon numéro : 0470 12.34.56", "Mon numéro : …"),
        ("La référence 10470123456", "La référence 10470123456"),
        ({"a": ["Van Damme", 3, None]}, {"a": ["…", 3, None]}),
    ],
)
def test_names_addresses_and_numbers_go_and_words_stay(said: object, left: object) -> None:
    assert WORDS.hide(said) == left


def test_a_name_written_without_its_accents_goes_too() -> None:
    words = Words(names=("Hélène",), email=None, phone="", instead="…")
    assert words.hide("Helene, HÉLÈNE et Hélène") == "…, … et …"


def test_someone_without_name_or_address_has_no_words() -> None:
    assert Words(names=("",), email=None, phone="", instead="…").hide("Bonjour") == "Bonjour"
