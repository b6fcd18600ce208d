"""One file in, a draft of units out: the readers by format, and the units that hold what they found."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from app.catalogue.content.block_writing import write_block
from app.catalogue.content.decoding import LONGEST_TEXT_BYTES
from app.catalogue.content.question_sources import Question
from app.catalogue.content.slugs import IdMaker
from app.catalogue.content.sources import REMOTE, BlockSource, UnitSource, media_used
from app.catalogue.elsewhere.aiken import read_aiken
from app.catalogue.elsewhere.asked import AskedCloze, rich
from app.catalogue.elsewhere.cloze_syntax import GapUnreadable, part
from app.catalogue.elsewhere.documents import read_markdown, read_word
from app.catalogue.elsewhere.gift import read_gift
from app.catalogue.elsewhere.harvest import Harvest, title_of
from app.catalogue.elsewhere.moodle_xml import read_moodle
from app.catalogue.elsewhere.pictures import Album
from app.catalogue.elsewhere.putting import put
from app.catalogue.elsewhere.recognising import Format, NotTaken, recognise
from app.catalogue.elsewhere.reports import Report, Where
from app.catalogue.elsewhere.words import Words

LONGEST_FILE = 20 * 1024 * 1024
LONGEST_PLAIN = 2_000_000
# What a unit file may hold, less its front matter and the blank lines between blocks.
FULL = LONGEST_TEXT_BYTES - 10_000
SUFFIX = re.compile(r"\.(?:txt|xml|gift|aiken|md|markdown|docx)$", re.IGNORECASE)
WORDS_A_MINUTE, LONGEST_MINUTES = 120, 600


@dataclass(frozen=True, slots=True)
class Asking:
    """What the new units are to be called, and what the module has already."""

    unit: str
    language: str
    title: str = ""
    ids: frozenset[str] = frozenset()
    media: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Draft:
    """Units in order, the first named as asked; every picture is named by a block."""

    units: tuple[UnitSource, ...]
    media: dict[str, bytes]
    report: Report


def read_elsewhere(data: bytes, name: str, asking: Asking, words: Words) -> Draft:
    """Raises NotTaken for what we do not read, and for a file in which there is nothing to take."""
    if len(data) > LONGEST_FILE:
        raise NotTaken("too_long")
    found = recognise(data, name)
    album = Album(asking.unit[3:] or asking.unit, asking.media)
    harvest = Harvest(words, Report(found.format.value), album, IdMaker(set(asking.ids)))
    if len(found.text) > LONGEST_PLAIN:
        raise NotTaken("too_long")
    if found.format in TEXT_READERS:
        TEXT_READERS[found.format](found.text, harvest)
    else:
        READERS[found.format](data, harvest)
    if not harvest.blocks:
        raise NotTaken("nothing_taken")
    return _draft(harvest, asking, _title_of_file(name))


def _title_of_file(name: str) -> str:
    """Without what says the format, and with spaces where file names have none."""
    while (found := SUFFIX.search(name)) is not None:
        name = name[: found.start()]
    title = title_of(name.replace("_", " ").replace("-", " "))
    return title[:1].upper() + title[1:]


def _read_cloze(text: str, harvest: Harvest) -> None:
    """A file that is one text with gaps."""
    try:
        parted = part(text)
    except GapUnreadable as refused:
        raise NotTaken("gap_left", kind=refused.kind) from None
    statement = rich(parted.text)
    put(harvest, AskedCloze(where=Where(1), name="", statement=statement, gaps=tuple(parted.gaps)))


READERS: Mapping[Format, Callable[[bytes, Harvest], None]] = {
    Format.MOODLE: read_moodle,
    Format.WORD: read_word,
}
TEXT_READERS: Mapping[Format, Callable[[str, Harvest], None]] = {
    Format.GIFT: read_gift,
    Format.AIKEN: read_aiken,
    Format.CLOZE: _read_cloze,
    Format.MARKDOWN: read_markdown,
}


def _draft(harvest: Harvest, asking: Asking, file_title: str) -> Draft:
    title = title_of(asking.title) or harvest.title or file_title or harvest.words.question
    parts = list(_parted(harvest.blocks))
    if len(parts) > 1:
        harvest.changed("parted", Where(), count=len(parts))
    harvest.changed("minutes_guessed", Where())
    units = tuple(_unit(asking, number, title, blocks) for number, blocks in enumerate(parts, start=1))
    used = {name for block in harvest.blocks for _, name in media_used(block)}
    media = {name: data for name, data in harvest.album.files.items() if name in used}
    return Draft(units, media, harvest.report)


def _parted(blocks: list[BlockSource]) -> list[list[BlockSource]]:
    """As few units as their files may be long."""
    parts: list[list[BlockSource]] = [[]]
    length = 0
    for block in blocks:
        size = len(write_block(block).encode()) + 2
        if parts[-1] and length + size > FULL:
            parts.append([])
            length = 0
        parts[-1].append(block)
        length += size
    return parts


def _unit(asking: Asking, number: int, title: str, blocks: list[BlockSource]) -> UnitSource:
    suffix = "" if number == 1 else f"-{number}"
    name = f"{asking.unit}{suffix}"
    return UnitSource(
        name=name,
        language=asking.language,
        id=name[3:],
        title=title if number == 1 else f"{title} ({number})",
        place=REMOTE,
        minutes=_minutes(blocks),
        outcomes=(),
        blocks=tuple(blocks),
    )


def _minutes(blocks: list[BlockSource]) -> int:
    """A guess to begin with: reading time, and a minute a question."""
    words = sum(len(write_block(block).split()) for block in blocks)
    questions = sum(isinstance(block, Question) for block in blocks)
    return max(1, min(LONGEST_MINUTES, words // WORDS_A_MINUTE + questions))
