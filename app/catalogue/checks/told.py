"""The words for what the checks find: a sentence for each, and one for each place. French is the source."""

from collections.abc import Callable, Mapping
from datetime import date, datetime

from flask_babel import format_decimal, gettext, lazy_gettext, ngettext

from app.catalogue.checks import (
    alternatives,
    captions,
    feedback,
    grids,
    licence,
    links,
    minutes,
    outcomes,
    prerequisites,
    readability,
    review_day,
    translations,
    weight,
    wording,
)
from app.catalogue.checks.results import Found, Place, Verdict
from app.kernel.i18n import say_date

Telling = Callable[[Found], str]


def sentence(found: Found) -> str:
    """What a check says of the module, with its figures."""
    return (FINE if found.verdict is Verdict.FINE else AMISS)[found.check](found)


def figures(found: Found) -> str:
    """What is measured whatever the verdict; empty for a check that only counts what is amiss."""
    told = MEASURED.get(found.check)
    if told is None or not found.figures.get(found.check, True):
        return ""
    measured = told(found)
    return "" if measured == sentence(found) else measured


def reason(place: Place) -> str:
    """Why a place is shown; empty where its words say enough."""
    told = REASONS.get(place.why)
    return str(told) % _facts(place) if told else ""


def _facts(place: Place) -> dict[str, str]:
    facts = {name: _said(figure) for name, figure in place.figures.items()}
    return {"words": place.words, "advice": place.advice, **facts}


def _said(figure: float | str) -> str:
    if isinstance(figure, str):
        return figure
    said: str = format_decimal(figure)
    return said


def day_of(place: Place) -> str:
    """On which day an address was looked at."""
    at = place.figures.get("at")
    return say_date(datetime.fromisoformat(str(at)), "year") if at else ""


def _count(found: Found) -> int:
    return int(found.figures["count"])


def _review_day(found: Found) -> str:
    return say_date(date.fromisoformat(str(found.figures["day"])), "year")


def _readable(found: Found) -> str:
    said: str = gettext(
        "Phrases de %(words)s mots en moyenne, %(percent)s\u00a0%% de mots longs",
        words=_said(found.figures["words_per_sentence"]),
        percent=_said(found.figures["percent_long_words"]),
    )
    return said


def _weighed(found: Found) -> str:
    said: str = gettext(
        "%(full)s\u00a0Mo sur un téléphone, %(light)s\u00a0Mo en version légère",
        full=_said(found.figures["full_mb"]),
        light=_said(found.figures["light_mb"]),
    )
    return said


def _timed(found: Found) -> str:
    said: str = gettext(
        "%(stated)s\u00a0min annoncées, %(estimated)s\u00a0min estimées",
        stated=_said(found.figures["stated"]),
        estimated=_said(found.figures["estimated"]),
    )
    return said


FINE: Mapping[str, Telling] = {
    "faults": lambda _: gettext("Tout se lit"),
    alternatives.NAME: lambda _: gettext("Chaque image a son texte"),
    captions.NAME: lambda _: gettext("Chaque vidéo a ses sous-titres et ses mots écrits"),
    feedback.NAME: lambda _: gettext("Chaque réponse a son explication"),
    prerequisites.NAME: lambda _: gettext("Chaque unité peut être commencée"),
    review_day.NAME: lambda found: gettext("À relire le %(day)s", day=_review_day(found)),
    licence.NAME: lambda found: gettext("Licence\u00a0: %(licence)s", licence=found.figures["licence"]),
    readability.NAME: lambda _: gettext("Aucune phrase de plus de 25 mots"),
    wording.NAME: lambda _: gettext("Les mots s’adressent à tout le monde"),
    links.NAME: lambda _: gettext("Les liens disent où ils mènent"),
    outcomes.NAME: lambda _: gettext("Chaque acquis a une question"),
    grids.NAME: lambda _: gettext("La grille a ses critères critiques"),
    minutes.NAME: _timed,
    weight.NAME: _weighed,
    translations.NAME: lambda _: gettext("Chaque langue dit la même chose"),
}
AMISS: Mapping[str, Telling] = {
    "faults": lambda found: ngettext("%(num)s point à corriger", "%(num)s points à corriger", _count(found)),
    alternatives.NAME: lambda found: ngettext(
        "%(num)s image à décrire", "%(num)s images à décrire", _count(found)
    ),
    captions.NAME: lambda found: ngettext(
        "%(num)s enregistrement sans tous ses mots",
        "%(num)s enregistrements sans tous leurs mots",
        _count(found),
    ),
    feedback.NAME: lambda found: ngettext(
        "%(num)s réponse sans explication", "%(num)s réponses sans explication", _count(found)
    ),
    prerequisites.NAME: lambda found: ngettext(
        "%(num)s unité demandée d’abord ne peut pas l’être",
        "%(num)s unités demandées d’abord ne peuvent pas l’être",
        _count(found),
    ),
    review_day.NAME: lambda found: gettext("À relire le %(day)s", day=_review_day(found)),
    licence.NAME: lambda _: gettext("Licence à vérifier"),
    readability.NAME: lambda found: ngettext(
        "%(num)s phrase de plus de 25 mots", "%(num)s phrases de plus de 25 mots", _count(found)
    ),
    wording.NAME: lambda found: ngettext(
        "%(num)s mot au masculin par défaut", "%(num)s mots au masculin par défaut", _count(found)
    ),
    links.NAME: lambda found: ngettext("%(num)s lien à revoir", "%(num)s liens à revoir", _count(found)),
    outcomes.NAME: lambda found: ngettext(
        "%(num)s unité promet plus qu’elle ne demande",
        "%(num)s unités promettent plus qu’elles ne demandent",
        _count(found),
    ),
    grids.NAME: lambda found: ngettext(
        "%(num)s grille sans critère critique", "%(num)s grilles sans critère critique", _count(found)
    ),
    minutes.NAME: lambda found: ngettext(
        "%(num)s durée loin de l’estimation", "%(num)s durées loin de l’estimation", _count(found)
    ),
    weight.NAME: _weighed,
    translations.NAME: lambda found: ngettext(
        "%(num)s texte à traduire ou à revoir", "%(num)s textes à traduire ou à revoir", _count(found)
    ),
}
#: What is measured beside the sentence, whatever the verdict.
MEASURED: Mapping[str, Telling] = {
    readability.NAME: _readable,
    minutes.NAME: _timed,
    links.NAME: lambda found: ngettext(
        "%(num)s lien, dont %(unseen)s pas encore essayés",
        "%(num)s liens, dont %(unseen)s pas encore essayés",
        int(found.figures["links"]),
        unseen=_said(found.figures["unseen"]),
    ),
    outcomes.NAME: lambda found: ngettext(
        "%(num)s acquis annoncé", "%(num)s acquis annoncés", int(found.figures["outcomes"])
    ),
    weight.NAME: lambda _: gettext(
        "Version légère\u00a0: images à la largeur d’un téléphone, vidéos par leur affiche et leurs mots écrits"
    ),
}
REASONS = {
    "missing": lazy_gettext("Il manque le texte."),
    "file_name": lazy_gettext("C’est le nom du fichier\u00a0: dites ce que l’image montre."),
    "said_already": lazy_gettext("Dites tout de suite ce qu’on voit, sans «\u00a0image de\u00a0»."),
    "no_captions": lazy_gettext("Il manque les sous-titres."),
    "empty_captions": lazy_gettext("Le fichier %(words)s ne contient aucun sous-titre."),
    "no_transcript": lazy_gettext("Il manque les mots écrits."),
    "short_transcript": lazy_gettext("Les mots écrits en disent moins que les sous-titres."),
    "silent": lazy_gettext("Réponse %(number)s\u00a0: dites pourquoi elle convient ou non."),
    "no_such_unit": lazy_gettext("Le module n’a pas d’unité «\u00a0%(words)s\u00a0»."),
    "no_licence": lazy_gettext(
        "Choisissez une licence\u00a0: sans elle, personne ne peut reprendre le module."
    ),
    "unknown_licence": lazy_gettext("Cette licence n’est pas l’une de celles de Creative Commons."),
    "circular": lazy_gettext(
        "«\u00a0%(words)s\u00a0» demande à son tour cette unité\u00a0: personne ne peut commencer."
    ),
    "later": lazy_gettext("«\u00a0%(words)s\u00a0» vient plus loin dans le module."),
    "past": lazy_gettext("Cette date est passée. Relisez le module, puis choisissez-en une autre."),
    "soon": lazy_gettext("Cette date est proche\u00a0: une relecture sera bientôt demandée."),
    "unasked": lazy_gettext("%(outcomes)s acquis, %(asked)s questions ou tâches."),
    "no_star": lazy_gettext(
        "Le module prévient d’un danger\u00a0: marquez d’une étoile les gestes à ne pas manquer."
    ),
    "longer": lazy_gettext("%(stated)s\u00a0min annoncées, il en faudrait environ %(estimated)s."),
    "shorter": lazy_gettext("%(stated)s\u00a0min annoncées, environ %(estimated)s suffisent."),
    "heavy": lazy_gettext("%(mb)s\u00a0Mo"),
    "unreadable": lazy_gettext("Cette adresse ne se lit pas."),
    "private": lazy_gettext("Cette adresse ne s’ouvre que dans un réseau privé."),
    "broken": lazy_gettext("Cette adresse n’a pas répondu."),
    "not_encrypted": lazy_gettext("Choisissez l’adresse en https."),
    "says_nothing": lazy_gettext("Le texte du lien ne dit pas où il mène."),
    translations.UNTRANSLATED: lazy_gettext("Pas encore dit dans cette langue\u00a0: %(language)s."),
    translations.NO_UNIT: lazy_gettext("Toute l’unité reste à traduire\u00a0: %(language)s."),
    translations.OUTDATED: lazy_gettext("Le texte d’origine a changé depuis\u00a0: %(language)s."),
    "word": lazy_gettext("Par exemple\u00a0: %(advice)s"),
}
