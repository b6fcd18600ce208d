"""Units and blocks that stay with their authors."""

from app.catalogue.content import parse, write
from app.catalogue.content.parsing import Parsed
from tests.catalogue.samples import BANC, SCIE, sample


def parsed(**changes: str) -> Parsed:
    return parse(sample(**changes))


def codes(read: Parsed) -> list[str]:
    return [fault.code for fault in read.faults]


def test_what_is_hidden_is_written_as_it_was_read() -> None:
    scie = (
        SCIE.replace("## Les parties {#parties}", '## Les parties {#parties hidden="yes"}')
        .replace('{#suite required="no"}', '{#suite required="no" hidden="yes"}')
        .replace("{#lame-immobile type", '{#lame-immobile type="choice" tries="2" hidden="yes"}', 1)
        .replace('hidden="yes"}="choice" tries="2"}', 'hidden="yes"}')
    )
    files = sample(scie=scie, banc=BANC.replace("minutes: 60\n", "minutes: 60\nhidden: yes\n"))
    read = parse(files)
    assert read.module is not None, read.faults
    assert write(read.module) == files
    assert [block.id for block in read.module.units[0].blocks if block.hidden] == [
        "parties",
        "suite",
        "lame-immobile",
    ]
    assert [unit.hidden for unit in read.module.units] == [False, True]


def test_a_unit_that_is_shown_needs_no_hidden_one() -> None:
    hidden = SCIE.replace("minutes: 30\n", "minutes: 30\nhidden: yes\n")
    assert codes(parsed(scie=hidden)) == ["prerequisite_hidden"]
    assert (
        codes(parsed(scie=hidden, banc=BANC.replace("prerequisites:\n  - la-scie", "prerequisites: []")))
        == []
    )


def test_something_of_a_unit_and_of_a_module_is_shown() -> None:
    banc = BANC.replace("{#reglage title", '{#reglage hidden="yes" title')
    assert set(codes(parsed(banc=banc))) == {"unit_empty", "grid_missing_in_unit"}
    files = {
        "scie": SCIE.replace("minutes: 30\n", "minutes: 30\nhidden: yes\n"),
        "banc": BANC.replace("minutes: 60\n", "minutes: 60\nhidden: yes\n"),
    }
    assert codes(parsed(**files)) == ["no_units"]


def test_another_language_hides_the_same() -> None:
    english = BANC.replace("{#reglage title", '{#reglage hidden="yes" title')
    assert "variant_block_differs" in codes(parsed(banc_en=english))
