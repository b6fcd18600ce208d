"""The page on which one looks for everything. It answers as one types, and without script when one asks."""

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from markupsafe import Markup

from app.kernel.access import allows, needs
from app.kernel.identity import signed_in_actor
from app.kernel.numbers import asked_number
from app.kernel.search import Kind, list_kinds
from app.kernel.words import LONGEST_TYPED, mark_words
from app.search.looking import look

pages = Blueprint("search", __name__, template_folder="templates")

FEW, PAGE = 5, 20


@pages.get("/search")
@needs("signed_in")
def search() -> ResponseReturnValue:
    kind = request.args.get("kind", "")[:32]
    number = asked_number("page", 1, least=1)
    looked = look(request.args.get("q", "").strip()[:LONGEST_TYPED])
    one = next(iter(looked.of(kind)), None) if kind else None
    first = (number - 1) * PAGE if one else 0

    kinds = list_kinds(signed_in_actor())

    def mark(text: str) -> Markup:
        return mark_words(text, looked.sought)

    return render_template(
        "search/_found.html" if _is_fragment() else "search/page.html",
        looked=looked,
        one=one,
        shown=[(one, one.show(first, PAGE))]
        if one
        else [(each, each.show(0, FEW)) for each in looked.groups],
        first=first,
        number=number,
        size=PAGE,
        mark=mark,
        kinds=kinds,
        reasons=_reasons(kinds),
        longest=LONGEST_TYPED,
    )


def _is_fragment() -> bool:
    return request.headers.get("HX-Request") == "true"


def _reasons(kinds: list[Kind]) -> list[str]:
    """Why something that is there may not be found, by what the person does here."""
    told = [
        (
            "units",
            "learner",
            gettext(
                "D’un module que vous n’avez pas commencé, on trouve le titre et le nom des unités, pas encore le texte."
            ),
        ),
        (
            "units",
            "trainer",
            gettext(
                "D’un brouillon, on trouve le nom des unités. Le texte se trouve dès que la version est publiée."
            ),
        ),
        ("people", "tutor", gettext("On trouve les personnes que vous accompagnez aujourd’hui.")),
        ("people", "centre_manager", gettext("On trouve les personnes de votre centre, et d’aucun autre.")),
        (
            "messages",
            "signed_in",
            gettext("On trouve les messages de vos conversations, tant que vous y participez."),
        ),
    ]
    names = {kind.name for kind in kinds}
    return [reason for kind, policy, reason in told if kind in names and allows(policy, signed_in_actor())]
