"""What a sheet that was printed says: the texts of a PDF of ours, in the order in which they stand."""

import re
import zlib

OBJECT = re.compile(rb"(?<!\d)(\d+) 0 obj\b(.*?)\bendobj", re.DOTALL)
STREAM = re.compile(rb"stream\r?\n(.*?)\r?\nendstream", re.DOTALL)
FONT = re.compile(rb"/(F\d+) (\d+) 0 R")
MAPPED = re.compile(rb"^<([0-9A-F]+)>\s+<([0-9A-F]+)>$", re.MULTILINE)
#: A font is chosen, or a text is shown; a sign within it may be escaped.
SAID = re.compile(rb"/(F\d+) [\d.]+ Tf|\(((?:\\.|[^\\()])*)\) Tj", re.DOTALL)
ESCAPES = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f"}


def texts_of(sheet: bytes) -> list[str]:
    objects = {int(number): body for number, body in OBJECT.findall(sheet)}
    letters = {name: _letters_of(objects, int(number)) for name, number in FONT.findall(sheet)}
    return [
        text
        for body in objects.values()
        if b"/FlateDecode" in body and b"/Length1" not in body
        for text in _shown(_unpacked(body), letters)
    ]


def _shown(content: bytes, letters: dict[bytes, dict[int, str]]) -> list[str]:
    font, shown = b"", []
    for chosen, text in SAID.findall(content):
        font = chosen or font
        if not chosen and font:
            glyphs = re.sub(rb"\\(.)", lambda sign: ESCAPES.get(sign[1], sign[1]), text, flags=re.DOTALL)
            pairs = zip(glyphs[::2], glyphs[1::2], strict=True)
            shown.append("".join(letters[font].get(high * 256 + low, "?") for high, low in pairs))
    return shown


def _unpacked(body: bytes) -> bytes:
    found = STREAM.search(body)
    assert found
    return zlib.decompress(found[1])


def _letters_of(objects: dict[int, bytes], font: int) -> dict[int, str]:
    """What each glyph of a font stands for."""
    named = re.search(rb"/ToUnicode (\d+) 0 R", objects[font])
    if named is None:
        return {}
    return {
        int(glyph, 16): bytes.fromhex(letter.decode()).decode("utf-16-be")
        for glyph, letter in MAPPED.findall(objects[int(named[1])])
    }
