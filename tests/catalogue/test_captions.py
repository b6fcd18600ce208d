"""Captions that a browser would drop in silence are told by their line."""

import pytest

from app.catalogue.content.faults import FaultLog
from app.catalogue.content.media import read_media

GOOD = """\
WEBVTT - Consigner

NOTE relu le 3 mars

STYLE
::cue { color: white }

premier
00:01.000 --> 00:04.000 line:90%
- Coupez d’abord.
- Puis vérifiez.

00:00:04.000 --> 01:00:06.500
Le cadenas est posé.
"""
CUE = "00:04.000 --> 00:05.000\nBien.\n"
#: What is added to a good file, the line of the fault in what is added, its code.
CAPTION_CASES = [
    ("Bonjour à tous.\nEt encore.", 1, "captions_no_time"),
    ("0:04.000 --> 00:05.000\nBien.", 1, "captions_time_unread"),
    ("00:04,000 --> 00:05,000\nBien.", 1, "captions_time_unread"),
    ("00:04.000 -->\nBien.", 1, "captions_time_unread"),
    ("deux\n00:99.000 --> 00:05.000\nBien.", 2, "captions_time_unread"),
    ("02:00:05.000 --> 02:00:05.000\nBien.", 1, "captions_end_first"),
    ("00:00.500 --> 00:00.900\nBien.", 1, "captions_out_of_order"),
    ("deux\n02:00:05.000 --> 02:00:06.000", 2, "captions_silent"),
    ("02:00:05.000 --> 02:00:06.000\nBien.\n02:00:07.000 --> 02:00:08.000\nFin.", 3, "captions_run_together"),
    ("", None, "captions_empty"),
]


def faults_of(text: str) -> list[tuple[int | None, str]]:
    log = FaultLog()
    read_media("film.vtt", text.encode(), log.of("media/film.vtt"))
    return [(fault.line, fault.code) for fault in log.in_order()]


@pytest.mark.parametrize("ends", ["\n", "\r\n", "\r"])
def test_captions_that_browsers_read_are_taken(ends: str) -> None:
    assert faults_of(GOOD.replace("\n", ends)) == []
    assert faults_of("\ufeff" + GOOD) == []


@pytest.mark.parametrize(("added", "line", "code"), CAPTION_CASES, ids=lambda value: str(value)[:24])
def test_a_fault_of_captions_is_told_by_its_line(added: str, line: int | None, code: str) -> None:
    if line is None:
        assert faults_of("WEBVTT\n\nNOTE rien") == [(1, code)]
    else:
        assert faults_of(f"{GOOD}\n{added}\n") == [(GOOD.count("\n") + 1 + line, code)]
