"""The one place where HTML is cleaned: nh3, then bleach, then nh3, each with the same allow-list."""

import re
import threading
from functools import cache
from html import unescape
from importlib.metadata import version

import bleach
import nh3
from markupsafe import Markup

POLICY = 1
#: Changes whenever the result could: whoever stored cleaned HTML compiles it again from its source.
SANITISER_VERSION = f"{POLICY}/nh3-{version('nh3')}/bleach-{version('bleach')}"

INLINE = frozenset({"a", "br", "code", "em", "strong"})
PROSE = INLINE | {"blockquote", "hr", "li", "ol", "p", "pre", "ul"}
TABLES = frozenset({"table", "tbody", "td", "th", "thead", "tr"})

#: What each type of block may show. A feedback, an answer or a title is no block but has its own.
TAGS: dict[str, frozenset[str]] = {
    "text": PROSE | TABLES | {"h3"},
    "callout": PROSE | TABLES,
    "figure": PROSE,
    "steps": PROSE | TABLES,
    "question": PROSE | TABLES,
    "checklist": PROSE | TABLES,
    "comparison": PROSE | TABLES,
    "term": PROSE | TABLES,
    "video": PROSE | TABLES,
    "audio": PROSE | TABLES,
    "download": PROSE | TABLES,
    "external": PROSE | TABLES,
    "reflection": PROSE | TABLES,
    "open-answer": PROSE | TABLES,
    "submission": PROSE | TABLES,
    "in-centre": PROSE | TABLES | {"h3"},
    "inline": INLINE,
}
SCHEMES = frozenset({"http", "https", "mailto"})
ALIGNMENTS = frozenset({"align-left", "align-center", "align-right"})
LINK_REL = "noopener noreferrer"
BETWEEN_BLOCKS = re.compile(r"<(?!/?(?:a|code|em|strong)\b)")
_WORDS = nh3.Cleaner(tags=set())


def clean_html(html: str, policy: str) -> Markup:
    """HTML with only what the policy of a block type allows. Cleaning twice changes nothing."""
    first = _nh3(policy).clean(html)
    return Markup(_nh3(policy).clean(_bleachers.of(policy).clean(first)))  # noqa: S704


def plain_text(html: str) -> str:
    """The words of cleaned HTML on one line, for search and for labels; no-break spaces stay."""
    # As plain str: Markup would escape the very tags that are to be taken out.
    apart = BETWEEN_BLOCKS.sub(r" \g<0>", str(html))
    return re.sub(r"[ \n\t]+", " ", unescape(_WORDS.clean(apart))).strip(" ")


@cache
def _nh3(policy: str) -> nh3.Cleaner:
    return nh3.Cleaner(
        tags=set(TAGS[policy]),
        attributes={"a": {"href", "title"}, "ol": {"start"}, "td": {"class"}, "th": {"class"}},
        attribute_filter=_kept,
        url_schemes=set(SCHEMES),
        link_rel=LINK_REL,
        strip_comments=True,
    )


def _kept(tag: str, name: str, value: str) -> str | None:
    return value if _is_allowed(tag, name, value) else None


def _is_allowed(tag: str, name: str, value: str) -> bool:
    match tag, name:
        case "a", "href":
            return value.partition(":")[0].lower() in SCHEMES
        case "a", "title":
            return True
        case "a", "rel":
            return value == LINK_REL
        case "ol", "start":
            return value.isascii() and value.isdigit() and len(value) < 5
        case (("td" | "th"), "class"):
            return value in ALIGNMENTS
    return False


class _Bleachers(threading.local):
    """One of each policy per thread: a bleach cleaner keeps the state of its parser, and two threads
    compiling at once would pull at the same tree."""

    def __init__(self) -> None:
        self._made: dict[str, bleach.Cleaner] = {}

    def of(self, policy: str) -> bleach.Cleaner:
        if policy not in self._made:
            self._made[policy] = bleach.Cleaner(
                tags=TAGS[policy],
                attributes=_is_allowed,
                protocols=SCHEMES,
                strip=True,
                strip_comments=True,
            )
        return self._made[policy]


_bleachers = _Bleachers()
