"""Links that say where they lead, and lead there."""

import ipaddress
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlsplit

from app.catalogue.checks.prose import texts_of
from app.catalogue.checks.results import Found, Place, Verdict, Written, found, written
from app.catalogue.content.block_sources import ExternalBlock
from app.catalogue.content.rendering import RENDERER
from app.catalogue.content.sources import ModuleSource

NAME = "links"
SAYS_NOTHING = frozenset(
    {"ici", "cliquez ici", "cliquer ici", "ce lien", "lien", "lire la suite", "here", "click here", "link"}
    | {"this link", "read more", "hier", "hier klicken", "mehr", "klik hier", "deze link", "lees meer"}
)


@dataclass(frozen=True, slots=True)
class Link:
    address: str
    words: str
    place: Written


@dataclass(frozen=True, slots=True)
class Looked:
    """What came back from an address the last time someone looked; `status` 0 where nothing did."""

    answers: bool
    status: int
    at: datetime


def check(module: ModuleSource, looked: Mapping[str, Looked]) -> Found:
    links = list(links_of(module))
    places = [
        Place(
            link.place.unit.id,
            link.place.block.id,
            link.place.unit.language,
            link.address,
            why=why,
            figures=_when(looked.get(link.address)),
        )
        for link in links
        if (why := why_not(link, looked.get(link.address)))
    ]
    unseen = {link.address for link in links if is_web(link.address)} - looked.keys()
    return found(NAME, places, Verdict.WARNS, links=len(links), unseen=len(unseen))


def why_not(link: Link, looked: Looked | None) -> str:
    parts = _parts(link.address)
    if parts is None:
        return "unreadable"
    scheme, host = parts
    if scheme == "mailto":
        return "" if "@" in link.address else "unreadable"
    if scheme not in {"http", "https"} or not host:
        return "unreadable"
    if is_private_name(host):
        return "private"
    if looked is not None and not looked.answers:
        return "broken"
    if scheme == "http":
        return "not_encrypted"
    return "says_nothing" if link.words.strip(" .\u00a0").lower() in SAYS_NOTHING else ""


def _parts(address: str) -> tuple[str, str] | None:
    try:
        parts = urlsplit(address)
        return parts.scheme.lower(), parts.hostname or ""
    except ValueError:
        return None


def is_web(address: str) -> bool:
    parts = _parts(address)
    return parts is not None and parts[0] in {"http", "https"} and bool(parts[1])


def is_private_name(host: str) -> bool:
    """A name that leads nowhere outside one's own network."""
    try:
        return not ipaddress.ip_address(host).is_global
    except ValueError:
        return "." not in host.rstrip(".") or host.endswith((".local", ".internal", ".localhost", ".lan"))


def _when(looked: Looked | None) -> dict[str, str | int]:
    return {"at": looked.at.isoformat(), "status": looked.status} if looked else {}


def links_of(module: ModuleSource) -> Iterator[Link]:
    for each in written(module):
        if isinstance(each.block, ExternalBlock):
            yield Link(each.block.href, each.block.title, each)
        for text in texts_of(each.block):
            yield from (Link(address, words, each) for address, words in _in_markdown(text))


def _in_markdown(text: str) -> Iterator[tuple[str, str]]:
    if "](" not in text and "<" not in text and "]:" not in text:
        return
    for inline in RENDERER.parse(text):
        address: str | None = None
        words: list[str] = []
        for token in inline.children or []:
            if token.type == "link_open":
                address, words = str(token.attrGet("href") or ""), []
            elif token.type == "link_close" and address is not None:
                yield address, "".join(words)
                address = None
            else:
                words.append(token.content)
