"""Two texts of one block, beside each other on a phone."""

from app.studio.changes_told import Difference
from app.studio.conflicts import around_changes

SHARED = "La cuisine prépare cent repas par jour. " * 12


def test_what_two_texts_share_is_left_out_but_beside_what_differs() -> None:
    pieces = [("same", SHARED), ("del", "lundi"), ("ins", "mardi"), ("same", SHARED)]
    [told] = around_changes([Difference("Texte", pieces)])
    before, former, mine, after = told.pieces
    assert (former, mine) == (("del", "lundi"), ("ins", "mardi"))
    assert before[1].startswith(" […] ")
    assert SHARED.endswith(before[1].removeprefix(" […] "))
    assert after[1].endswith(" […] ")
    assert SHARED.startswith(after[1].removesuffix(" […] "))
    assert max(len(before[1]), len(after[1])) <= 90


def test_a_change_is_whole_however_long_and_short_texts_stay() -> None:
    pieces = [("same", "Court, "), ("ins", SHARED)]
    assert around_changes([Difference("Texte", pieces)]) == [Difference("Texte", pieces)]
