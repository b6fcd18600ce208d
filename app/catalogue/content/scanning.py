"""Cuts the body of a unit into blocks, before anyone looks at what a block says."""

import re
from dataclasses import dataclass, field, replace

from app.catalogue.content.attributes import Attributes, read_attributes
from app.catalogue.content.faults import FileFaults
from app.catalogue.content.fields import one_line
from app.catalogue.content.passages import BLANK, FenceTracker, Passage

# Each is matched against a line without trailing spaces: a pattern with two neighbouring runs of
# blanks would take minutes on a long hostile line.
DIRECTIVE = re.compile(r":::\s*(?P<type>[a-z][a-z-]*)\s*(?P<braces>\{.*\})?")
HEADING_BRACES = re.compile(r"\{(?:#|required=|hidden=)[^{}]*\}$")

NO_ATTRIBUTES = Attributes(None, {})


@dataclass(frozen=True, slots=True)
class RawBlock:
    """A block as cut out: `title` is the heading's, `body` what follows the opening.

    `is_loose` tells text that stands in no block; only `format` gives it one.
    """

    line: int
    type: str
    attributes: Attributes
    title: str | None
    body: Passage
    is_loose: bool = False

    def with_id(self, block_id: str) -> "RawBlock":
        return replace(self, attributes=replace(self.attributes, id=block_id), is_loose=False)


@dataclass(slots=True)
class _Scan:
    faults: FileFaults
    blocks: list[RawBlock] = field(default_factory=list)
    current: RawBlock | None = None
    in_directive: bool = False
    body_start: int = 0

    def end(self, passage: Passage, index: int, then: RawBlock | None, *, in_directive: bool = False) -> None:
        """Ends the current block before line `index` of the passage, where `then` opens."""
        body = passage.part(self.body_start, index).trimmed()
        if self.current:
            self.blocks.append(replace(self.current, body=body))
        elif body.lines:
            self.blocks.append(RawBlock(body.first, "text", NO_ATTRIBUTES, None, body, is_loose=True))
        self.current, self.in_directive, self.body_start = then, in_directive, index + 1


def scan(passage: Passage, faults: FileFaults) -> list[RawBlock]:
    scan_, fence, fence_line = _Scan(faults), FenceTracker(), 0
    for index, (line, text) in enumerate(passage.numbered()):
        was_open = fence.is_open
        if fence.holds(text):
            fence_line = fence_line if was_open else line
        elif text.startswith((":::", "## ")) or text.rstrip(BLANK) == "##":
            _mark(scan_, passage, index, text.rstrip(BLANK))
    if fence.is_open:
        faults.add(fence_line, "fence_unclosed")
    if scan_.in_directive and scan_.current:
        faults.add(scan_.current.line, "directive_unclosed_at_end", type=scan_.current.type)
    scan_.end(passage, len(passage.lines), None)
    return scan_.blocks


def _mark(scan_: _Scan, passage: Passage, index: int, text: str) -> None:
    """Takes a line that opens or closes a block."""
    line = passage.first + index
    if text == ":::":
        if not scan_.in_directive:
            scan_.faults.add(line, "close_without_directive")
        return scan_.end(passage, index, None)
    if scan_.in_directive and scan_.current:
        unclosed = scan_.current
        scan_.faults.add(unclosed.line, "directive_unclosed", type=unclosed.type, next=line)
    opened = _opening(line, text, scan_.faults)
    scan_.end(passage, index, opened, in_directive=text.startswith(":::"))


def _opening(line: int, text: str, faults: FileFaults) -> RawBlock:
    if text.startswith("##"):
        title = text.removeprefix("##").strip(BLANK)
        found = HEADING_BRACES.search(title)
        attributes = _attributes(line, found.group() if found else None, faults)
        title = one_line(title[: found.start()] if found else title)
        return RawBlock(line, "text", attributes, title, Passage(line, ()))
    directive = DIRECTIVE.fullmatch(text)
    if directive is None:
        faults.add(line, "directive_unreadable")
        return RawBlock(line, "", NO_ATTRIBUTES, None, Passage(line, ()))
    attributes = _attributes(line, directive["braces"], faults)
    return RawBlock(line, directive["type"], attributes, None, Passage(line, ()))


def _attributes(line: int, braces: str | None, faults: FileFaults) -> Attributes:
    if not braces:
        return NO_ATTRIBUTES
    attributes = read_attributes(braces)
    if attributes is None:
        faults.add(line, "attributes_unreadable")
        return Attributes("?", {})
    for key in attributes.twice:
        faults.add(line, "attribute_twice", key=key)
    return attributes
