"""A short question: the texts that are accepted, and the wrong ones worth a sentence."""

from app.catalogue.content.faults import FileFaults
from app.catalogue.content.items import TICKED, first_index
from app.catalogue.content.openings import Opening
from app.catalogue.content.question_heads import Head, read_statement
from app.catalogue.content.question_sources import PLAIN, SPELLINGS, ShortQuestion, WrongValue
from app.catalogue.content.replies import Reply, general_feedback, read_replies
from app.questions.spelling import LONGEST_TYPED, is_accepted, is_same


def read_short(opening: Opening, head: Head) -> ShortQuestion:
    start = first_index(opening.raw.body, TICKED)
    replies = read_replies(opening.raw.body.part(start), opening.faults, typed=True)
    named = [reply for reply in replies if not reply.is_star]
    accepted = [reply for reply in named if reply.is_right]
    wrong = [reply for reply in named if not reply.is_right]
    if not accepted:
        opening.faults.add(opening.line, "no_accepted_text")
    spelling = opening.option("spelling", SPELLINGS, PLAIN)
    _check_texts(accepted, wrong, spelling, opening.faults)
    return ShortQuestion(
        **head,
        statement=read_statement(opening, start),
        spelling=spelling,
        accepted=tuple(reply.text for reply in accepted),
        wrong_values=tuple(WrongValue(reply.text, reply.feedback) for reply in wrong),
        right_feedback=general_feedback(opening, replies, is_right=True),
        wrong_feedback=general_feedback(opening, replies, is_right=False),
    )


def _check_texts(accepted: list[Reply], wrong: list[Reply], spelling: str, faults: FileFaults) -> None:
    for reply in (*accepted, *wrong):
        if len(reply.text) > LONGEST_TYPED:
            faults.add(reply.line, "typed_too_long", most=LONGEST_TYPED)
    for reply in wrong:
        if is_accepted(reply.text, [each.text for each in accepted], spelling):
            faults.add(reply.line, "wrong_text_is_right", value=reply.text)
    strict = "exact" if spelling == "exact" else "plain"
    for group in (accepted, wrong):
        for at, reply in enumerate(group):
            first = next((each for each in group[:at] if is_same(reply.text, each.text, strict)), None)
            if first:
                faults.add(reply.line, "value_twice", value=reply.text, first=first.line)
