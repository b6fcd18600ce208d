"""One block alone: what its author is told of it, and what a new one begins with."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from app.catalogue.content.block_fields import Fields, from_fields, to_fields
from app.catalogue.content.block_reading import read_block
from app.catalogue.content.block_sources import PHOTO, TIP
from app.catalogue.content.block_writing import write_block
from app.catalogue.content.faults import Fault, FaultLog
from app.catalogue.content.fields import one_line
from app.catalogue.content.passages import Passage
from app.catalogue.content.question_sources import PLAIN
from app.catalogue.content.scanning import scan
from app.catalogue.content.sources import BlockSource, block_type
from app.catalogue.content.tidying import tidy


@dataclass(frozen=True, slots=True)
class ReadBack:
    """A block as the files would hold it. With faults, `block` is the one that was given."""

    block: BlockSource
    faults: tuple[Fault, ...]


def read_back(block: BlockSource) -> ReadBack:
    """Writes the block and reads it again; one that comes back with other words is a fault of its own.

    Lines of faults count in the text of this block.
    """
    log = FaultLog()
    faults = log.of("")
    found = scan(Passage(1, tuple(write_block(block).split("\n"))), faults)
    read = read_block(found[0], faults) if len(found) == 1 else None
    if not log.in_order() and (read is None or not _says_the_same(read, block)):
        faults.add(1, "read_otherwise")
    return ReadBack(block if log.in_order() or read is None else read, log.in_order())


def check_block(
    block_type: str, fields: Fields, *, code: str = "x", required: bool = True
) -> tuple[Fault, ...]:
    """What stops these fields from being published. Raises FieldsUnfit, TextTooLong."""
    return read_back(from_fields(block_type, code, required, fields)).faults


def _says_the_same(read: BlockSource, written: BlockSource) -> bool:
    return block_type(read) == block_type(written) and _same(to_fields(read), to_fields(written))


def _same(read: Any, written: Any) -> bool:
    if isinstance(written, dict):
        return read.keys() == written.keys() and all(_same(read[key], written[key]) for key in written)
    if isinstance(written, list):
        return len(read) == len(written) and all(map(_same, read, written))
    if isinstance(written, str) and read != written:
        return one_line(read) in {one_line(written), one_line(tidy(written))}
    return bool(read == written)


_ANSWERS = [{"right": True}, {"right": False}]
_ZONES = [
    {"place": ["10", "30", "30", "40"], "right": True},
    {"place": ["60", "30", "30", "40"], "right": False},
]
_STARTS: Mapping[str, Fields] = {
    "callout": {"kind": TIP},
    "steps": {"steps": ["", ""]},
    "comparison": {"columns": [{}, {}]},
    "submission": {"accept": PHOTO},
    "checklist": {"items": ["", ""]},
    "in-centre": {"minutes": 30, "criteria": [{}]},
    "choice": {"answers": _ANSWERS},
    "multiple": {"answers": _ANSWERS},
    "order": {"items": ["", ""]},
    "number": {"tolerance": "0"},
    "match": {"pairs": [{}, {}]},
    "short": {"spelling": PLAIN, "accepted": [""]},
    "cloze": {"spelling": PLAIN},
    "hotspot": {"zones": _ZONES},
}


def empty_fields(block_type: str, question_type: str | None = None) -> Fields:
    """What a new block begins with. Raises FieldsUnfit where there is no such type."""
    start = _STARTS.get(question_type or block_type, {})
    kind = {"type": question_type} if block_type == "question" else {}
    return to_fields(from_fields(block_type, "x", True, kind | start))
