"""The one table that is printed."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Row:
    """One operation. `beside` is what the databases took; `at_least` where more is better."""

    layout: str
    operation: str
    ours: float | None
    bare: float | None = None
    budget: float | None = None
    beside: float | None = None
    p95: float | None = None
    foreign: float | None = None
    at_least: bool = False
    why_not: str = ""

    @property
    def ratio(self) -> float | None:
        return self.ours / self.bare if self.ours is not None and self.bare else None

    @property
    def kept(self) -> str:
        if self.ours is None or self.budget is None:
            return self.why_not or "–"
        return "yes" if (self.ours >= self.budget if self.at_least else self.ours <= self.budget) else "NO"


HEADINGS = (
    "layout",
    "operation",
    "bare here",
    "ours",
    "ratio",
    "budget",
    "kept",
    "databases beside",
    "p95 ms",
    "foreign CPU",
)


def cells(row: Row) -> tuple[str, ...]:
    return (
        row.layout,
        row.operation,
        _figure(row.bare),
        _figure(row.ours),
        _figure(row.ratio),
        ("≥ " if row.at_least else "") + _figure(row.budget),
        row.kept,
        _figure(row.beside),
        _figure(row.p95),
        "" if row.foreign is None else f"{row.foreign:.0%}",
    )


def _figure(value: float | None) -> str:
    if value is None:
        return ""
    return f"{value:.0f}" if value >= 100 else f"{value:.1f}" if value >= 10 else f"{value:.2f}"


def as_text(rows: Sequence[Row]) -> str:
    """Markdown, aligned."""
    lines = [HEADINGS, *map(cells, rows)]
    widths = [max(len(line[at]) for line in lines) for at in range(len(HEADINGS))]
    text = [
        "| " + " | ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)) + " |"
        for line in lines
    ]
    text.insert(1, "|" + "|".join("-" * (width + 2) for width in widths) + "|")
    return "\n".join(text)
