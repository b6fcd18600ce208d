"""Nothing is kept that our own reader would not give back as it was written."""

from dataclasses import replace

from app.catalogue.content.block_reading import read_block
from app.catalogue.content.block_writing import write_block
from app.catalogue.content.decoding import decode
from app.catalogue.content.faults import Fault, FaultLog
from app.catalogue.content.passages import Passage
from app.catalogue.content.scanning import scan
from app.catalogue.content.sources import BlockSource

MOST_ROUNDS = 3
UNKNOWN = Fault("", None, "attributes_unreadable")


def admit(block: BlockSource) -> tuple[BlockSource | None, Fault | None]:
    """The block as our files hold it, or the fault that keeps it out."""
    for _ in range(MOST_ROUNDS):
        read, fault = _again(block)
        if read is None or fault:
            return None, fault or UNKNOWN
        if read == block:
            return replace(block, line=0), None
        block = read
    return None, UNKNOWN


def _again(block: BlockSource) -> tuple[BlockSource | None, Fault | None]:
    log = FaultLog()
    faults = log.of("")
    text = decode(write_block(block).encode(), faults)
    raws = scan(Passage(1, tuple((text or "").split("\n"))), faults)
    read = read_block(raws[0], faults) if len(raws) == 1 else None
    return read, next(iter(log.in_order()), None)
