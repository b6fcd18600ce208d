"""A document as it runs, cut into blocks: sections at its headings, procedures at its numbered lists, figures."""

from dataclasses import dataclass, field

from bs4 import BeautifulSoup, Tag
from bs4.element import PageElement

from app.catalogue.content.block_sources import FigureBlock, StepsBlock, TextBlock
from app.catalogue.elsewhere.harvest import UNNAMED, Harvest, Resolve, title_of
from app.catalogue.elsewhere.html_reading import CONTAINERS, HEADINGS, is_blank, is_block, said, tags
from app.catalogue.elsewhere.reports import Where

SECTIONS = ("h1", "h2")
CAPTION = "caption"
#: A section is closed and continued before it grows past what our format takes in one passage.
LONG_ENOUGH = 12_000


@dataclass(slots=True)
class Flow:
    """What has been read of the section that is open. `heading` is None where none is, or where it was written already."""

    harvest: Harvest
    resolve: Resolve
    heading: str | None = None
    place: str = ""
    pieces: list[str] = field(default_factory=list)
    figure: FigureBlock | None = None

    @property
    def where(self) -> Where:
        return Where(0, self.place)

    def read(self, parent: Tag) -> None:
        """Every child in turn; words that stand in no block make a paragraph."""
        loose: list[PageElement] = []
        for child in list(parent.children):
            if not is_block(child):
                loose.append(child)
                continue
            self._paragraph(loose)
            loose = []
            assert isinstance(child, Tag)
            self._block(child)
        self._paragraph(loose)

    def finish(self) -> None:
        self._end_section()
        self._end_figure()

    def _paragraph(self, nodes: list[PageElement]) -> None:
        if all(is_blank(node) for node in nodes):
            return
        paragraph = BeautifulSoup("", "html.parser").new_tag("p")
        for node in nodes:
            paragraph.append(node.extract())
        self._text(paragraph)

    def _block(self, tag: Tag) -> None:
        if tag.name in CONTAINERS:
            self.read(tag)
        elif tag.name in HEADINGS:
            self._heading(tag)
        elif tag.name == "ol":
            self._steps(tag)
        elif self._is_caption(tag):
            self._caption(tag)
        else:
            self._text(tag)

    def _is_caption(self, tag: Tag) -> bool:
        marked = tag.name == "figcaption" or CAPTION in (tag.get("class") or [])
        return marked and self.figure is not None

    def _heading(self, tag: Tag) -> None:
        figures = self.harvest.pictures(tag, self.resolve, self.where)
        title = title_of(said(tag))
        if title:
            self.harvest.report.figures["headings"] += 1
            if tag.name in SECTIONS:
                self._end_section()
                self._end_figure()
                self.heading = self.place = title
            else:
                self._lower_heading(tag, title)
        self._show(figures)

    def _lower_heading(self, tag: Tag, title: str) -> None:
        self._end_figure()
        if tag.name != "h3":
            self.harvest.changed("heading_raised", Where(0, title))
        self._add(self.harvest.markdown(tag, self.where, headings=True))

    def _text(self, tag: Tag) -> None:
        figures = self.harvest.pictures(tag, self.resolve, self.where)
        if said(tag) or tag.name == "hr":
            self._end_figure()
            self._note_tables(tag)
            self._add(self.harvest.markdown(tag, self.where))
        self._show(figures)

    def _note_tables(self, tag: Tag) -> None:
        for table in [tag, *tags(tag, "table")]:
            if table.name != "table":
                continue
            self.harvest.report.figures["tables"] += 1
            if any(cell.get("colspan") or cell.get("rowspan") for cell in tags(table, "td", "th")):
                self.harvest.changed("cells_merged", self.where)
            if not table.find("th"):
                self.harvest.changed("table_head_made", self.where)

    def _add(self, text: str) -> None:
        if not text:
            return
        if self.pieces and sum(map(len, self.pieces)) + len(text) > LONG_ENOUGH:
            self._end_section()
            self.heading = None
        self.pieces.append(text)

    def _steps(self, tag: Tag) -> None:
        where, figures, steps = self.where, self.harvest.pictures(tag, self.resolve, self.where), []
        self._note_tables(tag)
        for item in [child for child in tag.children if isinstance(child, Tag)]:
            item.name = "div"
            if said(item):
                steps.append(self.harvest.markdown(item, where))
        if figures:
            self.harvest.changed("picture_after_steps", where)
        title = self.heading if self.heading and not self.pieces else None
        if title:
            self.heading = None
        self._end_section()
        self._end_figure()
        if steps:
            block = StepsBlock(id=UNNAMED, title=title or self._steps_title(), steps=tuple(steps))
            if self.harvest.keep(block, where, "procedures"):
                self.harvest.report.figures["steps"] += len(steps)
        self._show(figures)

    def _steps_title(self) -> str:
        made = self.harvest.words.steps
        self.harvest.changed("steps_title_made", self.where)
        return title_of(f"{made}\u00a0: {self.place}") if self.place else made

    def _show(self, figures: list[FigureBlock]) -> None:
        """The last picture waits for its caption."""
        for figure in figures:
            self._end_section()
            self._end_figure()
            self.figure = figure

    def _caption(self, tag: Tag) -> None:
        assert self.figure is not None
        self.figure = FigureBlock(
            id=UNNAMED,
            src=self.figure.src,
            alt=self.figure.alt,
            caption=self.harvest.markdown(tag, self.where),
        )
        self._end_figure()

    def _end_figure(self) -> None:
        if self.figure:
            figure, self.figure = self.figure, None
            self.harvest.show([figure], self.where)

    def _end_section(self) -> None:
        """Write what is open; text that goes on after a figure or a procedure is a block without a title."""
        body, heading = "\n\n".join(self.pieces), self.heading
        self.pieces, self.heading = [], None
        if heading and not body:
            body = self.harvest.words.below
            self.harvest.changed("heading_alone", Where(0, heading))
        if body:
            self.harvest.keep(TextBlock(id=UNNAMED, title=heading, body=body), self.where, "texts")
