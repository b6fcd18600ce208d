"""The kinds of blocks in the words of the trade: how the editor calls, draws and groups them."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from flask_babel import lazy_gettext

from app.catalogue.models import BlockType


@dataclass(frozen=True, slots=True)
class Kind:
    """A block as an author chooses it: a type, and for a question which one."""

    type: BlockType
    icon: str
    name: Any
    what: Any
    question_type: str = ""

    @property
    def key(self) -> str:
        return f"{self.type.value}:{self.question_type}" if self.question_type else self.type.value


@dataclass(frozen=True, slots=True)
class Group:
    """What one wants to do with a block."""

    name: Any
    kinds: tuple[Kind, ...]


def _ask(question_type: str, icon: str, name: Any, what: Any) -> Kind:
    return Kind(BlockType.QUESTION, icon, name, what, question_type)


EXPLAINING = Group(
    lazy_gettext("Expliquer"),
    (
        Kind(BlockType.TEXT, "text", lazy_gettext("Texte"), lazy_gettext("Un titre et quelques phrases")),
        Kind(
            BlockType.CALLOUT,
            "bolt",
            lazy_gettext("Encadré"),
            lazy_gettext("Consigne de sécurité, conseil ou exemple"),
        ),
        Kind(BlockType.STEPS, "list", lazy_gettext("Marche à suivre"), lazy_gettext("Des étapes numérotées")),
        Kind(
            BlockType.COMPARISON,
            "grid",
            lazy_gettext("Comparaison"),
            lazy_gettext("Deux à quatre choses côte à côte"),
        ),
        Kind(BlockType.TERM, "book", lazy_gettext("Mot du métier"), lazy_gettext("Un mot et son sens")),
    ),
)
SHOWING = Group(
    lazy_gettext("Montrer"),
    (
        Kind(BlockType.FIGURE, "image", lazy_gettext("Image"), lazy_gettext("Photo, schéma ou dessin")),
        Kind(BlockType.VIDEO, "video", lazy_gettext("Vidéo"), lazy_gettext("Un film et ses sous-titres")),
        Kind(BlockType.AUDIO, "audio", lazy_gettext("Son"), lazy_gettext("Un enregistrement et son texte")),
        Kind(BlockType.DOWNLOAD, "download", lazy_gettext("Fichier"), lazy_gettext("À garder ou à imprimer")),
        Kind(
            BlockType.EXTERNAL,
            "external",
            lazy_gettext("Page ou outil d’ailleurs"),
            lazy_gettext("Un lien, et ce qu’on y fait"),
        ),
    ),
)
ASKING = Group(
    lazy_gettext("Questionner"),
    (
        _ask("choice", "quiz", lazy_gettext("Une réponse"), lazy_gettext("Une seule réponse est juste")),
        _ask(
            "multiple", "checks", lazy_gettext("Plusieurs réponses"), lazy_gettext("On coche tout ce qui va")
        ),
        _ask("order", "sort", lazy_gettext("Mettre en ordre"), lazy_gettext("Remettre des étapes en place")),
        _ask("match", "link", lazy_gettext("Relier"), lazy_gettext("Chaque outil à son usage")),
        _ask("cloze", "gaps", lazy_gettext("Texte à compléter"), lazy_gettext("Des trous dans une phrase")),
        _ask("short", "pen", lazy_gettext("Un mot"), lazy_gettext("Quelques lettres à écrire")),
        _ask("number", "chart", lazy_gettext("Un nombre"), lazy_gettext("Une mesure, avec sa tolérance")),
        _ask(
            "hotspot", "target", lazy_gettext("Montrer sur l’image"), lazy_gettext("Toucher le bon endroit")
        ),
    ),
)
DOING = Group(
    lazy_gettext("Faire faire"),
    (
        Kind(
            BlockType.CHECKLIST,
            "checks",
            lazy_gettext("Liste à cocher"),
            lazy_gettext("Ce qu’il faut avoir ou vérifier"),
        ),
        Kind(
            BlockType.REFLECTION,
            "note",
            lazy_gettext("Réflexion"),
            lazy_gettext("Pour soi : personne ne la lit"),
        ),
        Kind(
            BlockType.OPEN_ANSWER,
            "message",
            lazy_gettext("Réponse libre"),
            lazy_gettext("Lue par qui accompagne"),
        ),
        Kind(
            BlockType.SUBMISSION,
            "camera",
            lazy_gettext("Travail à envoyer"),
            lazy_gettext("Une photo ou un document"),
        ),
    ),
)
AT_CENTRE = Group(
    lazy_gettext("Au centre"),
    (
        Kind(
            BlockType.IN_CENTRE,
            "wrench",
            lazy_gettext("Tâche observée"),
            lazy_gettext("Une tâche et sa grille de critères"),
        ),
    ),
)
GROUPS = (EXPLAINING, SHOWING, ASKING, DOING)
KINDS: Mapping[str, Kind] = {kind.key: kind for group in (*GROUPS, AT_CENTRE) for kind in group.kinds}
ANY_QUESTION = Kind(BlockType.QUESTION, "quiz", lazy_gettext("Question"), "")


def kind_of(block_type: BlockType, question_type: str = "") -> Kind:
    if block_type is BlockType.QUESTION:
        return KINDS.get(f"{block_type.value}:{question_type}", ANY_QUESTION)
    return KINDS[block_type.value]


def groups_for(*, in_centre: bool) -> tuple[Group, ...]:
    """What may be added to a unit: an observed task has its place at the centre alone."""
    return (*GROUPS, AT_CENTRE) if in_centre else GROUPS
