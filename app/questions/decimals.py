"""Numbers as people type them. Twin: decimals.ts of the player; change both together."""

import re
import unicodedata
from collections.abc import Sequence
from decimal import Decimal, localcontext

from app.questions.data import OtherUnit

LONGEST_TEXT = 64
LARGEST_EXPONENT = 30
# Past this, a browser no longer reads JSON numbers exactly.
LARGEST_JSON_NUMBER = 2**53 - 1
# Enough for a sum or a difference of any two numbers within the limits above to be exact.
EXACT_DIGITS = 200

# Written out, because \s is not the same set in Python and in JavaScript.
_SPACES = re.compile(r"[\t\n\r \u00a0\u2000-\u200a\u202f]+")
_NUMBER = re.compile(
    r"""
    (?P<sign>[+\-\u2212]?)[ ]?
    (?P<whole>[0-9]{1,3}(?:[ ][0-9]{3})+|[0-9]*)
    (?:[.,](?P<fraction>[0-9]*))?
    (?:[eE](?P<exponent>[+-]?[0-9]{1,3}))?
    (?P<unit>.*)
    """,
    re.VERBOSE | re.ASCII,
)


class NotANumber(ValueError):
    """The text is no number, or one so long that comparing it could be made to cost."""


def parse_number(text: str, unit: str = "", units: Sequence[OtherUnit] = ()) -> Decimal:
    """The number in `text`, which may end with `unit`, or with another that is reckoned in it.

    The decimal sign is a comma or a point; spaces of any width part thousands, by threes only:
    "3 4" is more likely a slip than 34.
    """
    found = _NUMBER.fullmatch(_SPACES.sub(" ", text).strip(" "))
    if found is None or len(text) > LONGEST_TEXT:
        raise NotANumber
    whole = found["whole"].replace(" ", "")
    fraction = found["fraction"] or ""
    exponent = int(found["exponent"] or 0)
    if not whole + fraction or abs(exponent) > LARGEST_EXPONENT:
        raise NotANumber
    factor = _factor_of(found["unit"], unit, units)
    sign = "" if found["sign"] in ("", "+") else "-"
    with localcontext(prec=EXACT_DIGITS):
        return Decimal(f"{sign}{whole}.{fraction}e{exponent}") * factor


def number_text(number: int | float) -> str:
    """A JSON number as text; refuses what a browser cannot hold exactly."""
    if not abs(number) <= LARGEST_JSON_NUMBER:
        raise NotANumber
    return repr(number)


def is_blank(text: str) -> bool:
    return not _SPACES.sub("", text)


def is_within(value: Decimal, target: Decimal, tolerance: Decimal) -> bool:
    """Bounds included."""
    with localcontext(prec=EXACT_DIGITS):
        return abs(value - target) <= tolerance


def _factor_of(written: str, unit: str, units: Sequence[OtherUnit]) -> Decimal:
    bare = _bare_unit(written)
    if bare in ("", _bare_unit(unit)):
        return Decimal(1)
    for other in units:
        if bare == _bare_unit(other["name"]):
            return Decimal(other["factor"])
    raise NotANumber


def _bare_unit(unit: str) -> str:
    # The micro sign and mu, m² and m2 are one unit each. Case counts: mW is not MW.
    return _SPACES.sub("", unicodedata.normalize("NFKC", unit))
