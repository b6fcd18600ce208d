"""Tables on the way out, as a spreadsheet of this country opens them."""

import csv
import io
from collections.abc import Iterable, Sequence

COMPUTED = ("=", "+", "-", "@", "\t", "\r")


def write_csv(header: Iterable[str], rows: Iterable[Sequence[str]]) -> bytes:
    """Semicolons, and a mark that says UTF-8; what a spreadsheet would compute is told to be text."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerow(header)
    writer.writerows([_quiet(cell) for cell in row] for row in rows)
    return out.getvalue().encode("utf-8-sig")


def _quiet(cell: str) -> str:
    return f"'{cell}" if cell.startswith(COMPUTED) else cell
