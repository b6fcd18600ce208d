"""Footnotes: a number in the text, and the notes under a heading of their own at the end."""

from bs4 import BeautifulSoup, Tag
from bs4.element import NavigableString

from app.catalogue.content.block_sources import TextBlock
from app.catalogue.elsewhere.harvest import UNNAMED, Harvest
from app.catalogue.elsewhere.html_reading import said, tags
from app.catalogue.elsewhere.reports import Where


def take_out(soup: BeautifulSoup) -> list[Tag]:
    """The notes of a document in order, out of it; each reference becomes `[number]`."""
    by_id = {f"#{item['id']}": item for item in tags(soup, "li") if item.get("id")}
    numbers: dict[str, int] = {}
    for link in tags(soup, "a"):
        target = str(link.get("href", ""))
        if target not in by_id or link.find_parent("li") is by_id[target]:
            continue
        number = numbers.setdefault(target, len(numbers) + 1)
        mark = link.find_parent("sup") or link
        mark.replace_with(NavigableString(f"[{number}]"))
    notes = [by_id[target] for target in numbers]
    for note in notes:
        _detach(note)
    return notes


def _detach(note: Tag) -> None:
    for link in tags(note, "a"):
        if str(link.get("href", "")).startswith("#"):
            link.extract()
    parent = note.parent
    note.extract()
    if isinstance(parent, Tag) and not said(parent):
        parent.extract()


def keep_notes(harvest: Harvest, notes: list[Tag]) -> None:
    if not notes:
        return
    where = Where(0, harvest.words.notes)
    lines = []
    for number, note in enumerate(notes, start=1):
        note.name = "div"
        text = harvest.markdown(note, where).replace("\n", f"\n{' ' * len(f'{number}. ')}")
        lines.append(f"{number}. {text}")
    block = TextBlock(id=UNNAMED, title=harvest.words.notes, body="\n".join(lines))
    if harvest.keep(block, where, "texts"):
        harvest.report.figures["footnotes"] += len(notes)
        harvest.changed("footnotes_moved", where)
