"""« Où l’on bute »: for the authors of a module, what its learners answer, where they stop, where they ask for help."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from flask import render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from app.catalogue.models import ModuleVersion
from app.catalogue.outlines import BlockView, Outline
from app.catalogue.queries import get_block_data, get_editable_module, get_outline, list_versions
from app.kernel.access import needs
from app.kernel.errors import NotFound
from app.kernel.few import FEWEST
from app.kernel.identity import signed_in_actor
from app.kernel.unit_of_work import session
from app.questions.wording import word_response
from app.studio.stumbling import (
    Measured,
    count_help,
    count_people,
    count_responses,
    count_stops,
    list_changed,
    measure_questions,
)
from app.studio.views.reports import pages

__all__ = ["pages"]
MOST_GIVEN = 5
Given = Sequence[tuple[Any, int]]


@dataclass(frozen=True, slots=True)
class Picked:
    """One choice of a question, with how many people picked it, in words."""

    text: str
    people: str
    right: bool | None


@dataclass(frozen=True, slots=True)
class QuestionShown:
    measured: Measured
    label: str
    unit: str
    url_unit: str
    picked: list[Picked]

    @property
    def right(self) -> int:
        """In tens of percent: a finer figure would say how many people were wrong, also where they are few."""
        return round(self.measured.right * 10) * 10

    @property
    def verdict(self) -> str:
        return say_discrimination(self.measured.tells_apart)


@dataclass(frozen=True, slots=True)
class PlaceShown:
    label: str
    unit: str
    people: int


@pages.get("/modules/<slug>/learners")
@needs("trainer")
def learners(slug: str) -> ResponseReturnValue:
    found = get_editable_module(session(), signed_in_actor(), slug)
    versions = list_versions(session(), found.id)
    version = _chosen(versions)
    if version is None:
        return render_template("studio/learners.html", module=found, version=None, versions=[])
    outline = get_outline(session(), version.id)
    return render_template(
        "studio/learners.html",
        module=found,
        version=version,
        versions=versions,
        people=count_people(session(), version.id),
        fewest=FEWEST,
        questions=_questions(version, outline),
        stops=_places(outline, count_stops(session(), version.id)),
        helps=_places(outline, count_help(session(), version.id)),
    )


def _chosen(versions: Sequence[ModuleVersion]) -> ModuleVersion | None:
    """The version asked for, or the current one. Raises NotFound."""
    wanted = request.args.get("version", type=int)
    if wanted is None:
        return versions[0] if versions else None
    found = next((version for version in versions if version.number == wanted), None)
    if found is None:
        raise NotFound
    return found


def _questions(version: ModuleVersion, outline: Outline) -> list[QuestionShown]:
    """The hardest first."""
    changed = list_changed(session(), version.module_id)
    measured = [
        each for each in measure_questions(session(), version.id, changed) if outline.block(each.block)
    ]
    responses = count_responses(session(), version.id, changed)
    views = get_block_data(session(), version.id, [each.block for each in measured])
    return [
        _question(each, views[each.block], outline, responses.get(each.block, []))
        for each in measured
        if each.block in views
    ]


def _question(measured: Measured, view: BlockView, outline: Outline, given: Given) -> QuestionShown:
    unit = outline.unit_of(view.code)
    return QuestionShown(
        measured,
        view.label or view.title,
        unit.title if unit else "",
        unit.code if unit else "",
        _picked(view.data, given),
    )


def _picked(data: Mapping[str, Any], given: Given) -> list[Picked]:
    """Each choice with how many picked it; where one writes or places, what several people gave."""
    if "answers" in data:
        counts = {
            answer["id"]: sum(people for response, people in given if _names(response, answer["id"]))
            for answer in data["answers"]
        }
        is_exact = min(counts.values()) >= FEWEST
        return [
            Picked(answer["text"], say_people(counts[answer["id"]], is_exact=is_exact), answer["right"])
            for answer in data["answers"]
        ]
    if data.get("type") == "hotspot":
        return []
    several = [(response, people) for response, people in given if people >= FEWEST]
    return [
        Picked(word_response(data, response), say_people(people, is_exact=False), None)
        for response, people in several[:MOST_GIVEN]
    ]


def _names(response: Any, answer_id: str) -> bool:
    return answer_id in response if isinstance(response, list) else response == answer_id


def say_people(people: int, *, is_exact: bool) -> str:
    """Where one number is too small to be told, the others are rounded down: what is left would give it away."""
    if people < FEWEST:
        return str(gettext("moins de %(fewest)s", fewest=FEWEST))
    if is_exact:
        return str(people)
    return str(gettext("%(people)s ou plus", people=people // FEWEST * FEWEST))


def _places(outline: Outline, counted: Sequence[tuple[str, int]]) -> list[PlaceShown]:
    shown = []
    for code, people in counted:
        block, unit = outline.block(code), outline.unit_of(code)
        if block and unit:
            shown.append(PlaceShown(block.label or block.title or code, unit.title, people))
    return shown


def say_discrimination(value: float | None) -> str:
    """What the figure means, in words, with the figure."""
    if value is None:
        return str(
            gettext("On ne peut pas encore dire si cette question distingue qui sait de qui ne sait pas.")
        )
    if value < 0:
        said = gettext("Qui sait le reste se trompe plus souvent ici : relisez la bonne réponse.")
    elif value < 0.2:
        said = gettext("Distingue à peine qui sait de qui ne sait pas.")
    elif value < 0.4:
        said = gettext("Distingue assez bien qui sait de qui ne sait pas.")
    else:
        said = gettext("Distingue nettement qui sait de qui ne sait pas.")
    figure = f"{value:.2f}".replace(".", ",").replace("-", "−")
    return f"{said} ({figure})"
