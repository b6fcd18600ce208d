"""Each film has captions, and each film and recording its words in writing."""

from app.catalogue.checks.prose import count_words
from app.catalogue.checks.results import Found, Place, Verdict, Written, written
from app.catalogue.checks.subtitles import read_subtitles
from app.catalogue.content.block_sources import AudioBlock, VideoBlock
from app.catalogue.content.sources import MediaFile, ModuleSource

NAME = "captions"
# Captions say each word once; a transcript that says less than half of them leaves something out.
SHORTEST_SHARE = 0.5


def check(module: ModuleSource) -> Found:
    media = {medium.name: medium for medium in module.media}
    played = [each for each in written(module) if isinstance(each.block, VideoBlock | AudioBlock)]
    places = [place for each in played if (place := _look(each, media))]
    stops = any(place.why != "short_transcript" for place in places)
    verdict = Verdict.BLOCKS if stops else Verdict.WARNS if places else Verdict.FINE
    return Found(NAME, verdict, tuple(places), {"count": len(places), "played": len(played)})


def _look(each: Written, media: dict[str, MediaFile]) -> Place | None:
    block = each.block
    assert isinstance(block, VideoBlock | AudioBlock)
    if isinstance(block, VideoBlock) and not block.captions:
        return each.place(why="no_captions")
    if not block.body.strip():
        return each.place(why="no_transcript")
    medium = media.get(block.captions)
    if medium is None or medium.content_type != "text/vtt":
        return None
    subtitles = read_subtitles(medium.data)
    if not subtitles.words:
        return each.place(why="empty_captions", words=block.captions)
    if count_words(block) < subtitles.words * SHORTEST_SHARE:
        return each.place(why="short_transcript")
    return None
