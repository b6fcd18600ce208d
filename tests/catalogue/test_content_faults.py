"""Each fault of a module: found, at its line, said in French, and all of them at once."""

import re
import time

import pytest

from app.catalogue.content import Fault, parse
from app.catalogue.content.sentences import SENTENCES
from app.catalogue.content.sentences.files import FILES
from tests.catalogue.fault_cases import CASES, Case
from tests.catalogue.newer_fault_cases import NEWER_CASES
from tests.catalogue.newer_samples import TOUR, TOUR_PATH, newer_sample
from tests.catalogue.samples import BANC, MODULE, PNG, SCIE, SVG, sample
from tests.catalogue.test_captions import CAPTION_CASES

PATHS = {
    "module": "module.yaml",
    "scie": "units/01-la-scie.md",
    "banc": "units/02-au-banc.md",
    "svg": "media/scie.svg",
    "tour": TOUR_PATH,
}
TEXTS = {"tour": TOUR, "module": MODULE, "scie": SCIE, "banc": BANC, "svg": SVG.decode()}

ENGLISH = SCIE.replace("Les parties", "The parts").replace("La lame est", "The blade is")
VARIANT = "units/01-la-scie.en.md"

#: Faults of files as a whole: the files that are added or replaced, the file that is named.
FILE_CASES: list[tuple[dict[str, bytes | None], str, str]] = [
    ({"module.yaml": None}, "module.yaml", "module_file_missing"),
    ({"module.yaml": None, "bois/module.yaml": b""}, "module.yaml", "module_file_nested"),
    ({"index.html": b"x"}, "index.html", "unexpected_file"),
    ({"media/vues/a.svg": SVG}, "media/vues/a.svg", "unexpected_file"),
    ({"units/la-scie.md": SCIE.encode()}, "units/la-scie.md", "unit_file_name"),
    ({"units/03-tour.md": SCIE.encode()}, "units/03-tour.md", "unit_not_listed"),
    ({"units/01-la-scie.md": b"---\ncaf\xe9"}, "units/01-la-scie.md", "not_utf8"),
    ({"units/01-la-scie.md": b"x" * 100_001}, "units/01-la-scie.md", "text_too_long"),
    ({"units/01-la-scie.md": SCIE.partition("## ")[0].encode()}, "units/01-la-scie.md", "unit_empty"),
    ({"module.yaml": b"- slug"}, "module.yaml", "yaml_not_mapping"),
    ({"media/autre.png": PNG}, "media/autre.png", "media_unused"),
    ({"media/Vue.png": PNG}, "media/Vue.png", "media_name"),
    ({"media/scie.svg": b"<html></html>"}, "media/scie.svg", "media_type_unknown"),
    ({"media/scie.svg": PNG}, "media/scie.svg", "media_type_differs"),
    ({"units/03-tour.en.md": ENGLISH.encode()}, "units/03-tour.en.md", "variant_alone"),
    ({"units/01-la-scie.fr.md": ENGLISH.encode()}, "units/01-la-scie.fr.md", "variant_same_language"),
    ({VARIANT: ENGLISH.replace("minutes: 30", "minutes: 31").encode()}, VARIANT, "variant_key_differs"),
    ({VARIANT: ENGLISH.replace("{#parties}", "{#parts}").encode()}, VARIANT, "variant_block_extra"),
    (
        {VARIANT: ENGLISH.replace("\nLa scie.\n", "\n- (20 10) The blade\n").encode()},
        VARIANT,
        "variant_block_differs",
    ),
    (
        {VARIANT: ENGLISH.replace("- [ ] Les gants\n", "").encode()},
        VARIANT,
        "variant_block_differs",
    ),
    (
        {
            VARIANT: re.sub(
                r"(:::callout.*?:::\n\n)(:::text.*?:::\n\n)", r"\2\1", ENGLISH, flags=re.S
            ).encode()
        },
        VARIANT,
        "variant_order_differs",
    ),
]


#: Known only beside what is stored already: `test_publishing.py` has their cases.
FOUND_WHEN_STORED = {"slug_differs", "title_too_long"}
#: `test_content_hidden.py` and `test_block_fields.py` have their cases.
FOUND_ELSEWHERE = {"prerequisite_hidden", "read_otherwise"}


def faults_of(files: dict[str, bytes]) -> tuple[Fault, ...]:
    parsed = parse(files)
    assert (parsed.module is None) == bool(parsed.faults)
    return parsed.faults


def test_the_sample_has_no_fault() -> None:
    assert faults_of(sample()) == ()
    assert faults_of(newer_sample()) == ()


@pytest.mark.parametrize("case", [*CASES, *NEWER_CASES], ids=lambda case: f"{case.code}-{case.new[:20]!r}")
def test_a_fault_is_named_at_its_line(case: Case) -> None:
    text = TEXTS[case.file].replace(case.old, case.new, 1)
    assert text != TEXTS[case.file]
    line = text[: text.index(case.place)].count("\n") + 1 if case.place else None
    made = newer_sample if case.file == "tour" else sample
    found = [(fault.file, fault.line, fault.code) for fault in faults_of(made(**{case.file: text}))]
    assert (PATHS[case.file], line, case.code) in found


@pytest.mark.parametrize(("changes", "file", "code"), FILE_CASES, ids=lambda value: str(value)[-30:])
def test_a_fault_of_a_file_names_the_file(changes: dict[str, bytes | None], file: str, code: str) -> None:
    files = {path: data for path, data in (sample() | changes).items() if data is not None}
    assert (file, code) in [(fault.file, fault.code) for fault in faults_of(files)]


def test_a_unit_in_another_language_with_the_same_blocks_is_taken() -> None:
    module = parse(sample() | {VARIANT: ENGLISH.encode()}).module
    assert module
    assert [unit.language for unit in module.units_in_every_language()] == ["fr", "en", "fr"]


def test_a_pool_stands_in_one_unit() -> None:
    drawn = TOUR[TOUR.index(":::question{#tire-un") :].replace("{#tire", "{#encore")
    faults = faults_of(newer_sample(banc=f"{BANC}\n{drawn}"))
    assert [(fault.file, fault.code) for fault in faults] == [(TOUR_PATH, "pool_in_two_units")]


def test_faults_of_every_file_come_together() -> None:
    files = sample(
        module=MODULE.replace("wood", "Wood"),
        scie=SCIE.replace("minutes: 30", "minutes: 0").replace("{#parties}", ""),
        svg=SVG.decode().replace("<path", "<script/><path"),
    )
    assert [(fault.file, fault.code) for fault in faults_of(files)] == [
        ("media/scie.svg", "svg_active"),
        ("module.yaml", "bad_slug"),
        ("units/01-la-scie.md", "minutes_out_of_range"),
        ("units/01-la-scie.md", "id_missing"),
    ]


def test_every_sentence_is_earned_by_a_case() -> None:
    archive_codes = {code for code in FILES if code.startswith(("archive_", "member_"))}
    earned = (
        {case.code for case in (*CASES, *NEWER_CASES)}
        | {"pool_in_two_units"}
        | {code for _, _, code in CAPTION_CASES}
        | {code for _, _, code in FILE_CASES}
    )
    assert earned == set(SENTENCES) - archive_codes - FOUND_WHEN_STORED - FOUND_ELSEWHERE


def test_an_id_used_twice_names_both_places() -> None:
    fault, *others = faults_of(sample(banc=BANC.replace("{#mesurer}", "{#parties}")))
    assert others == []
    assert fault.line == 20
    message = fault.message(str)
    assert (
        "« parties » sert déjà dans units/01-la-scie.md, ligne 10".replace("« ", "«\u00a0").replace(
            " »", "\u00a0»"
        )
        in message
    )


def test_a_sentence_goes_through_the_translation_it_is_given() -> None:
    fault = Fault("module.yaml", 1, "key_missing", {"key": "title"})
    assert fault.message({SENTENCES["key_missing"]: "The key %(key)s is missing."}.__getitem__) == (
        "The key title is missing."
    )


@pytest.mark.parametrize("sentence", SENTENCES.values())
def test_a_sentence_keeps_french_typography(sentence: str) -> None:
    assert not re.search(r"'| [:;?!»]|« |[a-zé][?!;]", sentence.replace("'clé", "").replace(" :: ", ""))


HOSTILE = {
    "nested lists": "- " * 9_000,
    "quotes": "> " * 9_000,
    "brackets": "[" * 19_000,
    "stars": "*a " * 4_500,
    "backticks": "".join("`" * n + " " for n in range(1, 195)),
    "braces": "## " + "{#" * 45_000,
    "blanks in a heading": "## " + " " * 90_000 + "x",
    "blanks in a directive": ":::text" + " " * 90_000 + "x",
    "html": "<a " * 9_000,
    "links": "[a](" * 4_500,
    "table": "\n".join(["|a" * 99, "|-" * 99, *["|b" * 99] * 96]),
    "openings": ":::text\n" * 12_000,
    "indented": ":::in-centre{#z}\n" + "  x\n" * 20_000 + "- {#a} b\n:::",
    "attributes": ":::text{" + 'a="" ' * 18_000 + "}",
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_text_is_answered_quickly(name: str) -> None:
    started = time.process_time()
    parse(sample(scie=SCIE.replace("La lame, le guide et la table.", HOSTILE[name])))
    parse(sample(module=MODULE.replace("Atelier bois", HOSTILE[name])))
    assert time.process_time() - started < 3


def test_hostile_yaml_is_answered_quickly() -> None:
    started = time.process_time()
    for text in ("[" * 90_000, "{a: " * 24_000, "? " * 48_000, "a: &a\n" + "- *a\n" * 19_000):
        assert parse(sample(module=text)).module is None
    assert time.process_time() - started < 3
