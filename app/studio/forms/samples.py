"""A filled-in form of every kind, for the page where authors and ourselves look at them all."""

from collections.abc import Mapping
from typing import Any

from app.catalogue.content.question_sources import PLAIN

HINT = "Relisez l’étape 4."
ASKED: dict[str, Any] = {"tries": None, "hints": [HINT], "pool": "", "pick": None}
AFTER: dict[str, Any] = {"right_feedback": "Oui : on vérifie les dix mesures.", "wrong_feedback": ""}

PLAIN_BLOCKS: Mapping[str, dict[str, Any]] = {
    "text": {
        "title": "Pourquoi couper ne suffit pas",
        "body": "Un condensateur garde sa charge.\n\n- Il se décharge seul, **lentement**.\n- On attend, puis on mesure.",
    },
    "callout": {
        "kind": "safety",
        "title": "Tant que la VAT n’est pas finie, le circuit est sous tension",
        "body": "Gardez vos gants isolants et votre écran facial.",
    },
    "figure": {
        "src": "symbole.svg",
        "alt": "",
        "caption": "Les trois lignes d’un symbole.",
        "labels": [
            {"x": "20", "y": "60", "text": "La flèche"},
            {"x": "55.5", "y": "38", "text": "La ligne de référence"},
        ],
    },
    "steps": {"title": "Consigner un départ", "steps": ["Préparez le travail.", "Ouvrez le sectionneur."]},
    "comparison": {
        "title": "Cadenas ou étiquette ?",
        "columns": [
            {"heading": "Cadenas", "body": "Il empêche de refermer."},
            {"heading": "Étiquette", "body": "Elle avertit."},
        ],
    },
    "term": {"title": "VAT", "body": "Vérification d’absence de tension."},
    "video": {
        "title": "Une VAT complète",
        "body": "On essaie le détecteur…",
        "src": "",
        "captions": "",
        "poster": "",
    },
    "audio": {"title": "Le bruit d’un roulement usé", "body": "", "src": "", "captions": ""},
    "download": {"title": "Fiche de consignation", "body": "À remplir avant d’ouvrir.", "src": "fiche.pdf"},
    "external": {"title": "Le règlement", "body": "", "href": "https://www.exemple.be/rgie"},
    "checklist": {"title": "Avant d’ouvrir l’armoire", "introduction": "", "items": ["Mes gants", ""]},
    "reflection": {"title": "Et dans mon atelier ?", "body": "Qui coupe, qui garde la clé ?"},
    "open-answer": {"title": "Expliquez à une collègue", "body": "Pourquoi essayer le détecteur deux fois ?"},
    "submission": {"title": "Votre cadenas posé", "body": "Une photo nette, sans visage.", "accept": "photo"},
    "in-centre": {
        "title": "Consigner un départ moteur",
        "minutes": 45,
        "body": "Banc didactique, sous la surveillance d’une personne BA5.",
        "criteria": [
            {"id": "reperer", "text": "Repère toutes les sources sur le schéma", "critical": True},
            {"id": "separer", "text": "Sépare tous les pôles", "critical": False},
            {"id": "", "text": "", "critical": False},
        ],
    },
}
QUESTIONS: Mapping[str, dict[str, Any]] = {
    "choice": {
        "statement": "Un multimètre suffit-il pour la VAT\u00a0?",
        "answers": [
            {
                "text": "Non, il faut un détecteur prévu pour cela",
                "right": True,
                "feedback": "Lui seul prouve l’absence de tension.",
            },
            {
                "text": "Oui, s’il affiche 0 V",
                "right": False,
                "feedback": "Pile vide, fusible fondu\u00a0: il affiche 0 V aussi.",
            },
            {"text": "Oui, s’il est neuf", "right": False, "feedback": ""},
        ],
    },
    "multiple": {
        "statement": "Que portez-vous\u00a0?",
        "answers": [
            {"text": "Des gants isolants", "right": True, "feedback": "Oui."},
            {"text": "Une écharpe", "right": False, "feedback": ""},
        ],
    },
    "order": {"statement": "Remettez dans l’ordre.", "items": ["Séparer", "Verrouiller", "Mesurer"], **AFTER},
    "number": {
        "statement": "Quelle gorge pour z = 8 mm\u00a0?",
        "answer": "5.66",
        "tolerance": "0.05",
        "unit": "mm",
        "units": [{"name": "cm", "factor": "10"}],
        "wrong_values": [{"value": "2.83", "feedback": "Vous avez divisé deux fois."}],
        **AFTER,
    },
    "match": {
        "statement": "Qu’est-ce qui retient quoi\u00a0?",
        "pairs": [{"left": "Air comprimé", "right": "Vanne purgée"}, {"left": "Charge", "right": "Cale"}],
        "lures": ["Étiquette"],
        "wrong_pairs": [{"left": "Charge", "right": "Étiquette", "feedback": ""}],
        **AFTER,
    },
    "short": {
        "statement": "Quel appareil prouve l’absence de tension\u00a0?",
        "spelling": PLAIN,
        "accepted": ["détecteur de tension", "détecteur bipolaire"],
        "wrong_values": [{"value": "multimètre", "feedback": "Il affiche 0 V même sans pile."}],
        **AFTER,
    },
    "cloze": {
        "statement": "On essaie le détecteur {{=avant et après|avant|après}} la mesure, sur une source {{connue|sûre}}.",
        "spelling": PLAIN,
        "wrong_gaps": [{"gap": 1, "value": "avant", "feedback": ""}],
        **AFTER,
    },
    "hotspot": {
        "statement": "Touchez la ligne d’identification.",
        "src": "symbole.svg",
        "alt": "Un symbole avec flèche, ligne continue et ligne tiretée",
        "zones": [
            {
                "place": ["20", "60", "40", "12"],
                "text": "La ligne tiretée",
                "right": True,
                "feedback": "Oui.",
            },
            {
                "place": ["20", "20", "40", "12.5"],
                "text": "La ligne continue",
                "right": False,
                "feedback": "",
            },
        ],
        "elsewhere": "",
    },
}


def samples() -> list[tuple[str, dict[str, Any]]]:
    """(type of block, fields), the questions last."""
    asked = [("question", {"type": kind, **ASKED, **fields}) for kind, fields in QUESTIONS.items()]
    return [*PLAIN_BLOCKS.items(), *asked]
