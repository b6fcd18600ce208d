"""Text as people look for it and expect it in order: without capitals, accents and signs."""

import re
import unicodedata


def plain_words(text: str) -> list[str]:
    """`L’Œuvre d’Élise` is l, oeuvre, d, elise."""
    plain = unicodedata.normalize("NFKD", text.replace("œ", "oe").replace("Œ", "oe"))
    return re.findall(r"[a-z0-9]+", "".join(c for c in plain if not unicodedata.combining(c)).lower())
