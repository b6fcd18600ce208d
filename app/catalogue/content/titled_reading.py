"""Blocks that are a title and a text, with what each names besides."""

from collections.abc import Callable, Mapping
from typing import TypedDict

from app.catalogue.content.block_sources import (
    ACCEPTED_FILES,
    AudioBlock,
    DownloadBlock,
    ExternalBlock,
    OpenAnswerBlock,
    ReflectionBlock,
    SubmissionBlock,
    TermBlock,
    VideoBlock,
)
from app.catalogue.content.markdown_check import ALLOWED_LINK
from app.catalogue.content.openings import Opening

Titled = (
    TermBlock
    | ReflectionBlock
    | OpenAnswerBlock
    | SubmissionBlock
    | DownloadBlock
    | ExternalBlock
    | VideoBlock
    | AudioBlock
)


class _Titled(TypedDict):
    id: str
    required: bool
    hidden: bool
    line: int
    title: str
    body: str


def _titled(opening: Opening) -> _Titled:
    return {**opening.common(), "title": opening.need("title"), "body": opening.body()}


def _submission(opening: Opening) -> SubmissionBlock:
    return SubmissionBlock(**_titled(opening), accept=opening.option("accept", ACCEPTED_FILES))


def _external(opening: Opening) -> ExternalBlock:
    href = opening.need("href")
    if href and not (href.startswith("https://") and ALLOWED_LINK.fullmatch(href)):
        opening.faults.add(opening.line, "address_not_https", url=href[:80])
    return ExternalBlock(**_titled(opening), href=href)


def _video(opening: Opening) -> VideoBlock:
    return VideoBlock(
        **_titled(opening),
        src=opening.need("src"),
        captions=opening.need("captions"),
        poster=opening.maybe("poster"),
    )


def _audio(opening: Opening) -> AudioBlock:
    return AudioBlock(**_titled(opening), src=opening.need("src"), captions=opening.maybe("captions"))


TITLED_READERS: Mapping[str, Callable[[Opening], Titled]] = {
    "term": lambda opening: TermBlock(**_titled(opening)),
    "reflection": lambda opening: ReflectionBlock(**_titled(opening)),
    "open-answer": lambda opening: OpenAnswerBlock(**_titled(opening)),
    "submission": _submission,
    "download": lambda opening: DownloadBlock(**_titled(opening), src=opening.need("src")),
    "external": _external,
    "video": _video,
    "audio": _audio,
}
