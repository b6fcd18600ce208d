"""From bytes to text: the first place where a hostile file can fail."""

import re

from app.catalogue.content.faults import FileFaults

LONGEST_TEXT_BYTES = 100_000

# Control characters, line separators YAML would break at, marks that reverse the reading
# direction (what one reads would not be what runs), and what is no character at all.
FORBIDDEN = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufffe\uffff]")


def decode(data: bytes, faults: FileFaults) -> str | None:
    """The text with LF line ends and no byte order mark; None when there is a fault."""
    if len(data) > LONGEST_TEXT_BYTES:
        faults.add(None, "text_too_long", most=LONGEST_TEXT_BYTES // 1000)
        return None
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        faults.add(data.count(b"\n", 0, error.start) + 1, "not_utf8")
        return None
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    forbidden = FORBIDDEN.search(text)
    if forbidden:
        line = text.count("\n", 0, forbidden.start()) + 1
        faults.add(line, "control_character", number=f"U+{ord(forbidden.group()):04X}")
        return None
    return text
