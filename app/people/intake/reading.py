"""A table as spreadsheets write it, read into rows; everything that is wrong in it, by line."""

import csv
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from app.people.intake.columns import COLUMN_OF, LONGEST, plain, read_date, read_language, read_roles
from app.people.models import Role
from app.people.services.accounts import EmailUnreadable, readable_email

MOST_LINES = 3000
SEPARATORS = (";", ",", "\t")


@dataclass(frozen=True, slots=True)
class Fault:
    """What stands in the way, at which line; `column` is empty where the whole line is meant."""

    line: int
    column: str
    code: str
    facts: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Row:
    """One person as the table says; what is empty says nothing."""

    line: int
    given_name: str
    family_name: str = ""
    email: str | None = None
    phone: str = ""
    language: str = ""
    roles: tuple[Role, ...] = ()
    group: str = ""
    tutor: str = ""
    from_on: date | None = None
    to_on: date | None = None
    reference: str = ""

    @property
    def name(self) -> str:
        return f"{self.given_name} {self.family_name}".strip()

    @property
    def name_key(self) -> str:
        return name_key(self.given_name, self.family_name)


def name_key(given_name: str, family_name: str) -> str:
    return f"{plain(given_name)} {plain(family_name)}"


@dataclass(frozen=True, slots=True)
class Sheet:
    rows: tuple[Row, ...] = ()
    faults: tuple[Fault, ...] = ()
    #: Columns that are no business of ours, as they are called in the table.
    ignored: tuple[str, ...] = ()


class Undecodable(Exception):
    """The bytes are no text that a spreadsheet writes."""


def decode(data: bytes) -> str:
    """UTF-8 with or without its mark, UTF-16, or what Windows writes. Raises Undecodable."""
    for encoding in ("utf-16",) if data[:2] in (b"\xff\xfe", b"\xfe\xff") else ("utf-8-sig", "cp1252"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text
    raise Undecodable


def read_sheet(text: str) -> Sheet:
    """Never raises: whatever cannot be read is a fault."""
    text = text.removeprefix("\ufeff")
    separator, first = _separator_of(text)
    try:
        records = list(_records(text, separator, first))
    except csv.Error:
        return Sheet(faults=(Fault(_line_of_error(text, separator), "", "csv_quotes"),))
    if not records:
        return Sheet(faults=(Fault(1, "", "csv_empty"),))
    (head_line, head), *body = records
    faults = list(_check_head(head_line, head))
    if not body:
        faults.append(Fault(head_line, "", "csv_empty"))
    if len(body) > MOST_LINES:
        faults.append(Fault(body[MOST_LINES][0], "", "csv_too_many", {"most": MOST_LINES}))
    if faults:
        return Sheet(faults=tuple(faults))
    columns = [COLUMN_OF.get(plain(name), "") for name in head]
    ignored = tuple(name for name, column in zip(head, columns, strict=True) if name and not column)
    return _read_rows(columns, body, ignored)


def _separator_of(text: str) -> tuple[str, int]:
    """What stands between cells, and how many lines a spreadsheet put before the table (« sep=; »)."""
    head = text.lstrip("\r\n").split("\n", 1)[0].strip()
    if head.lower().startswith("sep=") and len(head) == 5:
        return head[4], 1
    known = {
        separator: sum(plain(cell.strip('"')) in COLUMN_OF for cell in head.split(separator))
        for separator in SEPARATORS
    }
    return max(known, key=lambda separator: known[separator]), 0


def _records(text: str, separator: str, skip: int) -> Iterator[tuple[int, list[str]]]:
    """(line it begins at, cells) of every record with something in it."""
    reader, begins = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True), 1
    for number, cells in enumerate(reader):
        cleaned = [_clean(cell) for cell in cells]
        if number >= skip and any(cleaned):
            yield begins, cleaned
        begins = reader.line_num + 1


def _line_of_error(text: str, separator: str) -> int:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    begins = 1
    try:
        for _cells in reader:
            begins = reader.line_num + 1
    except csv.Error:
        return begins
    return begins


def _clean(cell: str) -> str:
    """One line without the space around it, nor the sign that keeps a spreadsheet from computing it."""
    text = " ".join(cell.split())
    return text[1:] if text[:1] == "'" and text[1:2] in ("=", "+", "-", "@") else text


def _check_head(line: int, head: Sequence[str]) -> Iterator[Fault]:
    columns = [COLUMN_OF.get(plain(name), "") for name in head]
    if "given_name" not in columns:
        yield Fault(line, "given_name", "csv_no_given_name")
    for column in dict.fromkeys(columns):
        if column and columns.count(column) > 1:
            yield Fault(line, column, "csv_column_twice")


def _read_rows(
    columns: Sequence[str], body: Sequence[tuple[int, list[str]]], ignored: tuple[str, ...]
) -> Sheet:
    rows: list[Row] = []
    faults: list[Fault] = []
    for line, cells in body:
        if any(cells[len(columns) :]):
            faults.append(Fault(line, "", "csv_too_many_cells"))
        told = {column: cell for column, cell in zip(columns, cells, strict=False) if column and cell}
        wrong = list(_check_cells(line, told))
        faults += wrong
        if not wrong:
            rows.append(_row(line, told))
    return Sheet(tuple(rows), tuple(faults), ignored)


def _check_cells(line: int, told: dict[str, str]) -> Iterator[Fault]:
    if "given_name" not in told:
        yield Fault(line, "given_name", "csv_name_missing")
    for column, longest in LONGEST.items():
        if len(told.get(column, "")) > longest:
            yield Fault(line, column, "csv_too_long", {"longest": longest})
    readers = {"language": read_language, "role": read_roles, "from_on": read_date, "to_on": read_date}
    for column, read in readers.items():
        if column in told and read(told[column]) is None:
            yield Fault(line, column, f"csv_{_kind(column)}_unknown", {"said": told[column][:60]})
    if "email" in told and len(told["email"]) <= LONGEST["email"] and _email(told["email"]) is None:
        yield Fault(line, "email", "csv_email_unreadable", {"said": told["email"][:60]})
    begins, ends = read_date(told.get("from_on", "")), read_date(told.get("to_on", ""))
    if begins and ends and ends < begins:
        yield Fault(line, "to_on", "csv_dates_turned")


def _kind(column: str) -> str:
    return "date" if column in ("from_on", "to_on") else column


def _email(text: str) -> str | None:
    try:
        return readable_email(text)
    except EmailUnreadable:
        return None


def _row(line: int, told: dict[str, str]) -> Row:
    return Row(
        line,
        told["given_name"],
        told.get("family_name", ""),
        _email(told["email"]) if "email" in told else None,
        told.get("phone", ""),
        read_language(told.get("language", "")) or "",
        read_roles(told["role"]) or () if "role" in told else (),
        told.get("group", ""),
        told.get("tutor", ""),
        read_date(told.get("from_on", "")),
        read_date(told.get("to_on", "")),
        told.get("reference", ""),
    )
