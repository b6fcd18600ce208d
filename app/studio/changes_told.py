"""Changes of a draft in words: what was done, and which words came and went."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from flask_babel import gettext, lazy_gettext

from app.catalogue.differences import differences
from app.catalogue.models import Change

VERBS: Mapping[str, Any] = {
    "block_saved": lazy_gettext("a écrit dans un bloc"),
    "block_added": lazy_gettext("a ajouté un bloc"),
    "block_copied": lazy_gettext("a mis un bloc en double"),
    "block_moved": lazy_gettext("a déplacé un bloc"),
    "block_hidden": lazy_gettext("a masqué un bloc"),
    "block_shown": lazy_gettext("a remis un bloc"),
    "block_removed": lazy_gettext("a retiré un bloc"),
    "block_restored": lazy_gettext("a repris un ancien texte"),
    "unit_saved": lazy_gettext("a changé ce que dit une unité"),
    "unit_added": lazy_gettext("a ajouté une unité"),
    "unit_copied": lazy_gettext("a mis une unité en double"),
    "unit_moved": lazy_gettext("a déplacé une unité"),
    "unit_hidden": lazy_gettext("a masqué une unité"),
    "unit_shown": lazy_gettext("a remis une unité"),
    "unit_removed": lazy_gettext("a retiré une unité"),
    "head_saved": lazy_gettext("a changé ce que dit le module"),
    "draft_replaced": lazy_gettext("a remplacé tout le brouillon"),
    "draft_put_back": lazy_gettext("a remis un ancien brouillon"),
    "language_begun": lazy_gettext("a commencé une langue"),
    "block_confirmed": lazy_gettext("a confirmé la traduction d’un bloc"),
    "unit_confirmed": lazy_gettext("a confirmé la traduction d’une unité"),
    "head_confirmed": lazy_gettext("a confirmé la traduction de la présentation"),
    "module_begun": lazy_gettext("a commencé le module"),
    "undone": lazy_gettext("a annulé un changement"),
}
#: Of files, which are told by their names.
FILE_VERBS: Mapping[str, Any] = {
    "medium_replaced": lazy_gettext("a remplacé un fichier\u00a0: %(names)s"),
    "medium_removed": lazy_gettext("a retiré du brouillon\u00a0: %(names)s"),
}
MOST_NAMES = 5
#: The last part of a path to a field.
LABELS: Mapping[str, Any] = {
    "title": lazy_gettext("Titre"),
    "body": lazy_gettext("Texte"),
    "heading": lazy_gettext("Titre de la colonne"),
    "text": lazy_gettext("Texte"),
    "statement": lazy_gettext("Question"),
    "answers": lazy_gettext("Réponse"),
    "feedback": lazy_gettext("Explication"),
    "right": lazy_gettext("Juste"),
    "right_feedback": lazy_gettext("Explication si c’est juste"),
    "wrong_feedback": lazy_gettext("Explication sinon"),
    "elsewhere": lazy_gettext("Explication ailleurs sur l’image"),
    "hints": lazy_gettext("Indice"),
    "steps": lazy_gettext("Étape"),
    "items": lazy_gettext("Élément"),
    "columns": lazy_gettext("Colonne"),
    "criteria": lazy_gettext("Critère"),
    "critical": lazy_gettext("Critère critique"),
    "introduction": lazy_gettext("Introduction"),
    "alt": lazy_gettext("Texte de remplacement"),
    "caption": lazy_gettext("Légende"),
    "src": lazy_gettext("Fichier"),
    "captions": lazy_gettext("Sous-titres"),
    "poster": lazy_gettext("Image d’attente"),
    "href": lazy_gettext("Adresse"),
    "kind": lazy_gettext("Sorte"),
    "accept": lazy_gettext("Fichier attendu"),
    "minutes": lazy_gettext("Durée"),
    "answer": lazy_gettext("Réponse"),
    "tolerance": lazy_gettext("Tolérance"),
    "unit": lazy_gettext("Unité de mesure"),
    "value": lazy_gettext("Valeur"),
    "left": lazy_gettext("À gauche"),
    "right_of_pair": lazy_gettext("À droite"),
    "lures": lazy_gettext("Leurre"),
    "accepted": lazy_gettext("Réponse acceptée"),
    "spelling": lazy_gettext("Orthographe"),
    "tries": lazy_gettext("Essais"),
    "outcomes": lazy_gettext("Acquis visés"),
    "bring": lazy_gettext("À apporter"),
    "resources": lazy_gettext("Matériel au centre"),
    "prerequisites": lazy_gettext("À faire avant"),
    "place": lazy_gettext("Où"),
    "summary": lazy_gettext("En quelques phrases"),
    "sector": lazy_gettext("Métier"),
    "licence": lazy_gettext("Licence"),
    "language": lazy_gettext("Langue"),
    "sources": lazy_gettext("Sources"),
    "review_on": lazy_gettext("À relire le"),
    "required": lazy_gettext("Obligatoire"),
    "hidden": lazy_gettext("Masqué"),
    "words": lazy_gettext("Autre langue"),
    "name": lazy_gettext("Nom du fichier"),
    "origin_version": lazy_gettext("Version d’origine"),
}
NUMBER = re.compile(r"[0-9]+")


@dataclass(frozen=True, slots=True)
class Difference:
    """One field that changed. Pieces are (`same`, `del` or `ins`, words)."""

    label: str
    pieces: Sequence[tuple[str, str]]


def said_of(change: Change) -> str:
    words = VERBS.get(change.verb)
    if change.verb in FILE_VERBS:
        return str(FILE_VERBS[change.verb]) % {"names": _names_of(change)}
    return str(words) if words else gettext("a changé le brouillon")


def _names_of(change: Change) -> str:
    names = sorted(change.before["media"])
    return ", ".join(names[:MOST_NAMES]) + ("…" if len(names) > MOST_NAMES else "")


def differences_of(change: Change) -> list[Difference]:
    """Word by word where words were written; an act on a whole block or unit says itself."""
    if not change.verb.endswith("_saved"):
        return []
    return differences_between(_words(change.before, change), _words(change.after, change))


def _words(state: Mapping[str, Any], change: Change) -> dict[str, Any]:
    """The fields of a state: those of a block stand under its language, those of a module under its head."""
    source = state.get("source")
    if not isinstance(source, dict):
        return {key: value for key, value in (state.get("head") or state).items() if key != "behind"}
    rest = {key: value for key, value in state.items() if key not in {"source", "behind"}}
    return {**(source.get(change.language) or {}), **rest}


def differences_between(before: Mapping[str, Any], after: Mapping[str, Any]) -> list[Difference]:
    return [
        Difference(label_of(found.label_key), found.pieces)
        for found in differences(_said(before), _said(after))
    ]


def _said(value: Any) -> Any:
    """As it is read: yes and no are words too."""
    if isinstance(value, bool):
        return gettext("oui") if value else gettext("non")
    if isinstance(value, Mapping):
        return {key: _said(each) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return [_said(each) for each in value]
    return value


def since_made(made_from: Mapping[str, Any] | None, own: Mapping[str, Any]) -> list[Difference]:
    """What came and went in the source since a translation was made; nothing where it was made from nothing."""
    return differences_between(made_from, own) if made_from else []


def label_of(path: str) -> str:
    """`answers.2.feedback` as « Réponse 3, explication »."""
    said: list[str] = []
    for name in path.split("."):
        if NUMBER.fullmatch(name):
            said[-1:] = [f"{said[-1]} {int(name) + 1}" if said else str(int(name) + 1)]
        else:
            said.append(str(LABELS.get(name, name)))
    return ", ".join(said[:1] + [part[:1].lower() + part[1:] for part in said[1:]])
