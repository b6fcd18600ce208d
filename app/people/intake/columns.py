"""The columns of a list of people, and the words in its cells, in the four languages of the house."""

import re
import unicodedata
from datetime import date

from app.people.models import Role

LANGUAGE_ORDER = ("fr", "nl", "de", "en")
# For each column: its name in the four languages, then what other programs call it.
HEADERS: dict[str, tuple[str, ...]] = {
    "given_name": ("prénom", "voornaam", "Vorname", "given name", "first name"),
    "family_name": ("nom", "naam", "Name", "family name", "last name", "surname", "achternaam", "Nachname"),
    "email": ("e-mail", "e-mail", "E-Mail", "e-mail", "adresse e-mail", "courriel", "mail", "e-mailadres"),
    "phone": ("téléphone", "telefoon", "Telefon", "phone", "gsm", "tél", "handy", "mobile"),
    "language": ("langue", "taal", "Sprache", "language"),
    "role": ("rôle", "rol", "Rolle", "role"),
    "group": ("groupe", "groep", "Gruppe", "group", "classe", "klas", "Klasse", "class", "équipe", "team"),
    "tutor": ("tutorat", "begeleiding", "Begleitung", "tutor", "tuteur", "tutrice", "begeleider"),
    "from_on": ("du", "van", "von", "from", "début", "à partir du", "vanaf", "ab", "start"),
    "to_on": ("au", "tot", "bis", "until", "fin", "jusqu’au", "einde", "ende", "end", "to"),
    "reference": ("numéro", "nummer", "Nummer", "number", "référence", "reference", "matricule", "id"),
}
ROLE_WORDS: dict[Role, tuple[str, ...]] = {
    Role.LEARNER: (
        *("en formation", "in opleiding", "in Ausbildung", "in training", "learner", "apprenant"),
        *("apprenante", "stagiaire", "élève", "cursist", "leerling", "Lernende", "Lernender", "student"),
    ),
    Role.TUTOR: (
        "tutorat",
        "begeleiding",
        "Begleitung",
        "tutoring",
        "tutor",
        "tuteur",
        "tutrice",
        "begeleider",
    ),
    Role.TRAINER: (
        *("formation", "lesgeven", "Ausbilden", "training", "trainer", "formateur", "formatrice"),
        *("lesgever", "Ausbilder", "Ausbilderin"),
    ),
    Role.SESSION_HOST: (
        *("séances", "sessies", "Termine", "sessions", "session_host", "responsable de séances"),
        "animation",
    ),
    Role.ASSESSOR: ("évaluation", "beoordeling", "Bewertung", "assessment", "assessor"),
    Role.CENTRE_MANAGER: (
        *("responsable de centre", "centrumverantwoordelijke", "Zentrumsleitung", "centre manager"),
        *("centre_manager", "coordination"),
    ),
}
LANGUAGE_WORDS: dict[str, tuple[str, ...]] = {
    "fr": ("français", "Frans", "Französisch", "French", "fr"),
    "nl": ("néerlandais", "Nederlands", "Niederländisch", "Dutch", "nl"),
    "de": ("allemand", "Duits", "Deutsch", "German", "de"),
    "en": ("anglais", "Engels", "Englisch", "English", "en"),
}
LONGEST = {
    "given_name": 100,
    "family_name": 100,
    "email": 254,
    "phone": 40,
    "group": 250,
    "tutor": 254,
    "reference": 64,
}
DATE = re.compile(r"^(?:(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})|(\d{1,2})[-/. ](\d{1,2})[-/. ](\d{4}))$")


def plain(text: str) -> str:
    """As words are compared: without accents, case, spaces and signs."""
    bare = unicodedata.normalize("NFKD", text).casefold()
    return "".join(sign for sign in bare if sign.isalnum())


def _by_word(words: dict[str, tuple[str, ...]]) -> dict[str, str]:
    return {plain(word): key for key, known in words.items() for word in known}


COLUMN_OF = _by_word(HEADERS)
ROLE_OF = _by_word({role.value: words for role, words in ROLE_WORDS.items()})
LANGUAGE_OF = _by_word(LANGUAGE_WORDS)


def in_language(words: tuple[str, ...], language: str) -> str:
    return words[LANGUAGE_ORDER.index(language) if language in LANGUAGE_ORDER else 0]


def read_roles(text: str) -> tuple[Role, ...] | None:
    """« tutorat + formation »; None where one of them is no role that a centre gives."""
    found = [ROLE_OF.get(plain(word)) for word in text.split("+")]
    return tuple(dict.fromkeys(Role(word) for word in found if word)) if all(found) else None


def read_language(text: str) -> str | None:
    return LANGUAGE_OF.get(plain(text))


def read_date(text: str) -> date | None:
    """2026-03-01, 1/3/2026, 01.03.2026: the day first, as it is written here."""
    found = DATE.match(text)
    if not found:
        return None
    year, month, day = found[1] or found[6], found[2] or found[5], found[3] or found[4]
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None
