"""Why a form of a block cannot be read: our page did not make it, or what was typed fits no field."""

from flask_babel import gettext

from app.kernel.errors import DomainError
from app.kernel.sentences import say


class FormUnfit(DomainError):
    """A field nobody knows, or one of another shape; `facts["at"]` names it."""

    code = "form_unfit"


class NotWhole(DomainError):
    """`facts`: `at`, and the `value` that is no whole number."""

    code = "form_not_whole"


class TooManyRows(DomainError):
    """`facts`: `at`, and the `most` rows that a list takes."""

    code = "form_too_many_rows"


def learn_sentences() -> None:
    say(
        "form_unfit",
        lambda facts: gettext(
            "Cette page ne correspond plus au bloc (champ « %(at)s »). Rechargez-la : ce qui est enregistré "
            "reste.",
            at=facts.get("at", ""),
        ),
    )
    say(
        "form_not_whole",
        lambda facts: gettext(
            "« %(value)s » n’est pas un nombre entier. Écrivez-le en chiffres, sans virgule.",
            value=facts.get("value", ""),
        ),
    )
    say(
        "form_too_many_rows",
        lambda facts: gettext(
            "Une liste prend %(most)s lignes au plus. Répartissez-les en deux blocs.",
            most=facts.get("most", ""),
        ),
    )
