"""What a browser would find in a piece of HTML."""

from dataclasses import dataclass, field
from html.parser import HTMLParser


@dataclass
class Found:
    tags: set[str] = field(default_factory=set)
    attributes: set[tuple[str, str]] = field(default_factory=set)
    links: list[str] = field(default_factory=list)


def read_html(html: str) -> Found:
    found = Found()

    class Reader(HTMLParser):
        def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
            found.tags.add(tag)
            found.attributes.update((tag, name) for name, _ in attrs)
            found.links.extend(value or "" for name, value in attrs if name == "href")

    reader = Reader()
    reader.feed(html)
    reader.close()
    return found
