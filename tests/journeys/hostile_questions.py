"""One block and one question of each newer type, hostile in every text."""

from app.catalogue.content.block_sources import (
    AudioBlock,
    Block,
    Column,
    ComparisonBlock,
    DownloadBlock,
    ExternalBlock,
    OpenAnswerBlock,
    ReflectionBlock,
    SubmissionBlock,
    TermBlock,
    VideoBlock,
)
from app.catalogue.content.question_sources import (
    ClozeQuestion,
    Gap,
    HotspotQuestion,
    MatchQuestion,
    Pair,
    ShortQuestion,
    WrongGap,
    WrongPair,
    WrongValue,
    Zone,
)
from tests.hostile import line, marked
from tests.planted import PICTURE

LONG, BODY = 700, 1500
WRONG = "autre chose"


def words_of_both() -> dict[str, str]:
    return {
        "statement": marked("question-statement", BODY),
        "right_feedback": marked("right-feedback", LONG),
        "wrong_feedback": marked("wrong-feedback", LONG),
    }


def newer_questions() -> tuple[Block, ...]:
    return (match(), short(), cloze(), hotspot())


def match() -> MatchQuestion:
    pairs = tuple(Pair(line("pair-left", LONG), line("pair-right", LONG)) for _ in range(2))
    wrong = WrongPair(pairs[0].left, pairs[1].right, marked("wrong-pair-feedback", LONG))
    lures = (line("lure", LONG),)
    return MatchQuestion(
        id="paires",
        pairs=pairs,
        lures=lures,
        wrong_pairs=(wrong,),
        hints=(marked("hint", LONG),),
        **words_of_both(),
    )


def short() -> ShortQuestion:
    wrong = WrongValue(WRONG, marked("wrong-value-feedback", LONG))
    accepted = (line("accepted", LONG), "oui")
    return ShortQuestion(
        id="court", spelling="plain", accepted=accepted, wrong_values=(wrong,), **words_of_both()
    )


def cloze() -> ClozeQuestion:
    texts = words_of_both()
    texts["statement"] += "\n\nUn {{oui}} et un {{=choix}}."
    gaps = (Gap(False, (line("gap", 100), "oui")), Gap(True, (line("gap-option", 100), "faux")))
    wrong = WrongGap(1, WRONG, marked("wrong-gap-feedback", LONG))
    return ClozeQuestion(id="trous", spelling="plain", gaps=gaps, wrong_gaps=(wrong,), **texts)


def hotspot() -> HotspotQuestion:
    places = (("10", "10", "20", "20"), ("60", "60", "20", "20"))
    zones = tuple(
        Zone(place, line("zone", LONG), right, marked("zone-feedback", LONG))
        for place, right in zip(places, (True, False), strict=True)
    )
    return HotspotQuestion(
        id="image",
        statement=marked("question-statement", BODY),
        src=PICTURE,
        alt=line("hotspot-alt", LONG),
        zones=zones,
        elsewhere=marked("elsewhere", LONG),
    )


def newer_blocks() -> tuple[Block, ...]:
    columns = tuple(Column(line("column-heading", LONG), marked("column-body", BODY)) for _ in range(2))
    return (
        ComparisonBlock(id="comparer", title=line("comparison-title"), columns=columns),
        TermBlock(id="mot", **titled()),
        ReflectionBlock(id="penser", **titled()),
        OpenAnswerBlock(id="ecrire", **titled()),
        SubmissionBlock(id="envoyer", accept="any", **titled()),
        DownloadBlock(id="garder", src=PICTURE, **titled()),
        ExternalBlock(id="ailleurs", href="https://exemple.example/?a=%22%3E%3Cscript%3E", **titled()),
        AudioBlock(id="ecouter", src=PICTURE, captions="", **titled()),
        VideoBlock(id="regarder", src=PICTURE, captions=PICTURE, poster=PICTURE, **titled()),
    )


def titled() -> dict[str, str]:
    return {"title": line("titled-title", LONG), "body": marked("titled-body", BODY)}
