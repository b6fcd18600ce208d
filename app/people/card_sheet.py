"""Cards to print, ten a page, with lines to cut along."""

from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

from app.kernel.later import Later
from app.people.cards import spaced

if TYPE_CHECKING:
    import fpdf
    import segno
else:
    fpdf, segno = Later("fpdf"), Later("segno")

# Millimetres: the card of a bank, two columns and five rows on A4.
WIDE, HIGH, COLUMNS, ROWS = 85.6, 54.0, 2, 5
LEFT, TOP, BETWEEN = 14.4, 13.5, 10.0
PAD, QR = 5.0, 24.0
FAMILY, ELSEWHERE = "Card", "CardMore"


@dataclass(frozen=True, slots=True)
class Face:
    """Everything that stands on one card, in the language of whoever gets it."""

    centre: str
    name: str
    code_label: str
    code: str
    pin_label: str
    pin: str
    link: str
    scanned: str
    lost: str


@dataclass(frozen=True, slots=True)
class Fonts:
    """The house's font; without it the printer's own, which knows the letters of Western Europe alone."""

    latin: Path
    more: Path


def print_sheet(faces: Sequence[Face], title: str, fonts: Fonts | None) -> bytes:
    pdf = fpdf.FPDF(format="A4")
    pdf.set_auto_page_break(False)
    pdf.set_title(title)
    sheet = _Sheet(pdf, fonts)
    for at, face in enumerate(faces):
        place = at % (COLUMNS * ROWS)
        if place == 0:
            pdf.add_page()
        column, row = place % COLUMNS, place // COLUMNS
        sheet.draw(face, LEFT + column * (WIDE + BETWEEN), TOP + row * HIGH)
    return bytes(pdf.output())


class _Sheet:
    def __init__(self, pdf: "fpdf.FPDF", fonts: Fonts | None) -> None:
        self._pdf, self._is_plain = pdf, fonts is None
        self._family = "Helvetica"
        if fonts:
            self._family = FAMILY
            pdf.add_font(FAMILY, "", str(fonts.latin))
            pdf.add_font(FAMILY, "B", str(fonts.latin), variations={"wght": 700.0})
            for style in ("", "B"):
                pdf.add_font(ELSEWHERE, style, str(fonts.more))
            pdf.set_fallback_fonts([ELSEWHERE])

    def draw(self, face: Face, x: float, y: float) -> None:
        self._pdf.set_dash_pattern(dash=1, gap=1.5)
        self._pdf.set_draw_color(120)
        self._pdf.rect(x, y, WIDE, HIGH)
        left, width = x + PAD, WIDE - 2 * PAD
        beside = width - QR - 2
        self._say(left, y + 4, width, "Compagnon", 10, bold=True)
        self._say(left, y + 8.5, width, face.centre, 7.5)
        self._say(left, y + 14, beside, face.name, 12, bold=True)
        self._say(left, y + 21, beside, face.code_label, 7.5)
        self._say(left, y + 24.5, beside, spaced(face.code), 18, bold=True)
        self._say(left, y + 32.5, beside, face.pin_label, 7.5)
        self._say(left, y + 36, beside, face.pin, 18, bold=True)
        self._say(left, y + 44, width, face.link, 8, bold=True)
        self._say(left, y + 48, width, face.lost, 7.5)
        self._pdf.image(_qr(face.scanned), x=x + WIDE - PAD - QR, y=y + 16, w=QR, h=QR)

    def _say(self, x: float, y: float, width: float, text: str, points: float, *, bold: bool = False) -> None:
        """One line, in smaller letters where it would be too long."""
        words = text.encode("latin-1", "replace").decode("latin-1") if self._is_plain else text
        self._pdf.set_font(self._family, "B" if bold else "", points)
        needed = self._pdf.get_string_width(words)
        if needed > width:
            self._pdf.set_font_size(points * width / needed)
        self._pdf.set_xy(x, y)
        self._pdf.cell(w=width, h=points * 0.42, text=words)


def _qr(text: str) -> BytesIO:
    drawn = BytesIO()
    segno.make(text, error="m", micro=False).save(drawn, kind="png", scale=6, border=0)
    drawn.seek(0)
    return drawn
