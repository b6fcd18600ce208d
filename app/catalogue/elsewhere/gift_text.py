"""The texts of GIFT: `\\=` and its like are the character, `[html]` before a text names its format."""

import re

from app.catalogue.elsewhere.asked import Rich, rich

#: While answers are cut apart, an escaped character is one that no author writes.
ESCAPES = {
    "\\\\": "\ue010",
    "\\~": "\ue011",
    "\\=": "\ue012",
    "\\#": "\ue013",
    "\\{": "\ue014",
    "\\}": "\ue015",
}
ESCAPES |= {"\\:": "\ue016", "\\n": "\ue017"}
MEANT = {"\ue010": "\\", "\ue011": "~", "\ue012": "=", "\ue013": "#", "\ue014": "{", "\ue015": "}"}
MEANT |= {"\ue016": ":", "\ue017": "\n"}
PRIVATE = re.compile("[\ue000-\uf8ff]")
ESCAPED = re.compile(r"\\[\\~=#{}:n]")
FORMAT = re.compile(r"^\s*\[(?P<format>html|moodle|plain|markdown)\]")
TABLE = str.maketrans(MEANT)


def with_marks(text: str) -> str:
    return ESCAPED.sub(lambda found: ESCAPES[found[0]], PRIVATE.sub("", text))


def bare(text: str) -> str:
    return text.translate(TABLE).strip()


def read_text(text: str, form: str = "moodle") -> Rich:
    """`form` is the format of the question, where a text does not name its own."""
    found = FORMAT.match(text)
    words = text[found.end() :] if found else text
    return rich(bare(words), found["format"] if found else form)


def format_of(text: str) -> str:
    found = FORMAT.match(text)
    return found["format"] if found else "moodle"
