"""Reading files from elsewhere in tests, with the sentences that a module in French would give."""

from dataclasses import replace
from pathlib import Path

from app.catalogue.content import parse, write
from app.catalogue.content.block_writing import write_block
from app.catalogue.content.media import sniff
from app.catalogue.content.sources import MediaFile, ModuleSource
from app.catalogue.elsewhere import Asking, Draft, Fate, Words, read_elsewhere
from tests.catalogue.samples import sample

DATA = Path(__file__).parents[3] / "shared" / "data"
DOCUMENTS = Path(__file__).parent / "documents"
WORDS = Words(
    right="Juste.",
    wrong="Relisez.",
    true="Vrai",
    false="Faux",
    steps="Marche à suivre",
    notes="Notes",
    below="Voir ci-dessous.",
    picture="Image à décrire",
    question="Question",
)


_SAMPLE = parse(sample()).module
assert _SAMPLE is not None
KNOWN = frozenset(block.id for unit in _SAMPLE.units for block in unit.blocks)


def read(data: bytes | str, name: str = "fichier.txt", **asking: object) -> Draft:
    raw = data.encode() if isinstance(data, str) else data
    return read_elsewhere(raw, name, Asking("07-repris", "fr", ids=KNOWN, **asking), WORDS)


def blocks(draft: Draft) -> list[str]:
    return [write_block(block) for unit in draft.units for block in unit.blocks]


def only(draft: Draft) -> str:
    """The text of the one block, without its opening and its end."""
    (block,) = blocks(draft)
    return block.split("\n", 1)[1].removesuffix("\n:::")


def codes(draft: Draft, fate: Fate) -> list[str]:
    return [note.code for note in draft.report.of(fate)]


def figures(draft: Draft) -> dict[str, int]:
    return {name: count for name, count in draft.report.figures.items() if count}


def assert_comes_back(draft: Draft) -> None:
    """In a module of its own, what was taken is written, read and written again: the same, without a fault."""
    module = parse(sample()).module
    assert module is not None
    media = [MediaFile(name, sniff(data) or "", data) for name, data in draft.media.items()]
    joined: ModuleSource = _replaced(module, draft, media)
    files = write(joined)
    again = parse(files)
    assert again.faults == ()
    assert again.module == joined
    assert write(again.module) == files


def _replaced(module: ModuleSource, draft: Draft, media: list[MediaFile]) -> ModuleSource:
    every = sorted((*module.media, *media), key=lambda medium: medium.name)
    return replace(module, units=(*module.units, *draft.units), media=tuple(every))
