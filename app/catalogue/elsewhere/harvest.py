"""What a reader gathers: blocks, pictures, and the report of what became of each part."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace

from bs4 import Tag

from app.catalogue.content.block_sources import FigureBlock
from app.catalogue.content.decoding import FORBIDDEN
from app.catalogue.content.faults import Fact
from app.catalogue.content.fields import one_line
from app.catalogue.content.question_sources import Question
from app.catalogue.content.rendering import words as words_of
from app.catalogue.content.slugs import IdMaker
from app.catalogue.content.sources import BlockSource, block_type
from app.catalogue.elsewhere.admitting import admit
from app.catalogue.elsewhere.html_reading import tags
from app.catalogue.elsewhere.html_writing import to_markdown
from app.catalogue.elsewhere.pictures import Album, PictureRefused
from app.catalogue.elsewhere.reports import Fate, Note, Report, Where
from app.catalogue.elsewhere.words import Words

#: Stands for an id while a block is tried; no id of ours is this one for long.
UNNAMED = "x"
#: Parts of a document, as the report counts them; questions are noted by who makes them.
PARTS = frozenset({"pictures", "procedures", "texts"})
LONGEST_TITLE = 200
Resolve = Callable[[str], bytes | None]


@dataclass(slots=True)
class Harvest:
    words: Words
    report: Report
    album: Album
    ids: IdMaker
    blocks: list[BlockSource] = field(default_factory=list)
    title: str = ""

    def keep(self, block: BlockSource, where: Where, figure: str = "") -> bool:
        """Whether our format takes the block; it then has an id, and is counted under `figure`."""
        admitted, fault = admit(replace(block, id=UNNAMED))
        if admitted is None:
            self.report.note(Note(Fate.LEFT, "block_refused", where, fault=fault))
            return False
        named = replace(admitted, id=self.ids.make(_naming(admitted), block_type(admitted)))
        self.blocks.append(named)
        if figure:
            self.report.figures[figure] += 1
        if figure in PARTS:
            self.report.add(Fate.KEPT, "part_kept", where, {"type": figure})
        return True

    def changed(self, code: str, where: Where, **facts: Fact) -> None:
        self.report.add(Fate.CHANGED, code, where, dict(facts))

    def left(self, code: str, where: Where, **facts: Fact) -> None:
        self.report.add(Fate.LEFT, code, where, dict(facts))

    def markdown(self, tag: Tag, where: Where, *, headings: bool = False) -> str:
        text, has_marks = to_markdown(tag, headings=headings)
        if not has_marks:
            self.changed("marks_dropped", where)
        return text

    def pictures(self, tag: Tag, resolve: Resolve, where: Where) -> list[FigureBlock]:
        """Takes the pictures out of an element; those that can be kept come back, in order."""
        figures = []
        for image in tags(tag, "img"):
            address, alt = str(image.get("src", "")), title_of(str(image.get("alt", "")))
            image.extract()
            try:
                name = self.album.add(resolve(address), address)
            except PictureRefused as refused:
                self.left(refused.code, where, **refused.facts)
                continue
            if not alt:
                self.changed("alt_made", where, name=name)
            figures.append(FigureBlock(id=UNNAMED, src=name, alt=alt or self.words.picture, caption=""))
        return figures

    def show(self, figures: list[FigureBlock], where: Where) -> None:
        for figure in figures:
            self.keep(figure, where, "pictures")


def title_of(text: str) -> str:
    """On one line, without what would close a title."""
    title = one_line(FORBIDDEN.sub(" ", text).replace("{", "(").replace("}", ")"))
    return title if len(title) <= LONGEST_TITLE else title[:LONGEST_TITLE].rsplit(" ", 1)[0] + "…"


def _naming(block: BlockSource) -> str:
    """What a block is best named after, as `format` does: its title, else what it says first."""
    if isinstance(block, Question):
        return words_of(block.statement)[:200]
    named = getattr(block, "title", None) or getattr(block, "alt", None)
    return str(named or words_of(getattr(block, "body", ""))[:200])
