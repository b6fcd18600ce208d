"""What `format` mends, and what it leaves to the author."""

import pytest

from app.catalogue.content import format_files, parse, write
from tests.catalogue.samples import BANC, MODULE, SCIE, sample


def formatted(**changes: str) -> dict[str, str]:
    result = format_files(sample(**changes))
    assert result.faults == ()
    assert result.files
    assert format_files(result.files).files == result.files
    module = parse(result.files).module
    assert module
    assert write(module) == result.files
    return {path: data.decode() for path, data in result.files.items()}


def test_a_canonical_module_stays_as_it_is() -> None:
    assert format_files(sample()).files == sample()


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (":::callout{#alerte-lame ", ":::callout{"),
        ("{#parties}", ""),
        (":::question{#lame-immobile ", ":::question{ "),
    ],
)
def test_a_missing_id_is_made_of_the_title_or_the_statement(old: str, new: str) -> None:
    made = formatted(scie=SCIE.replace(old, new))["units/01-la-scie.md"]
    expected = {
        ":::callout{": ":::callout{#la-lame-coupe-encore-a-l-arret ",
        "": "{#les-parties}",
        ":::question{ ": ":::question{#la-lame-est-immobile-peut-elle-blesser ",
    }[new]
    assert made == SCIE.replace(old, expected)


def test_a_made_id_is_no_other_id_of_the_module() -> None:
    scie = SCIE.replace("{#parties}", "").replace("{#suite ", "{#les-parties ")
    assert "## Les parties {#les-parties-2}\n" in formatted(scie=scie)["units/01-la-scie.md"]


def test_text_in_no_block_gets_one() -> None:
    scie = SCIE.replace(":::text{#suite required", "Encore un mot.\n\n:::text{#suite required")
    assert (
        ":::text{#encore-un-mot}\nEncore un mot.\n:::\n\n:::text{#suite"
        in formatted(scie=scie)["units/01-la-scie.md"]
    )


def test_a_criterion_without_id_gets_one() -> None:
    banc = BANC.replace("{#debrancher} ", "").replace("{#mesurer} ", "")
    made = formatted(banc=banc)["units/02-au-banc.md"]
    assert "- ★ {#debranche-la-scie} Débranche la scie\n- {#mesure-la-longueur} Mesure" in made


def test_another_language_takes_the_ids_of_the_unit_beside_it() -> None:
    english = SCIE.replace("## Les parties {#parties}", "## The parts")
    files = format_files(sample() | {"units/01-la-scie.en.md": english.encode()}).files
    assert files
    assert b"## The parts {#parties}\n" in files["units/01-la-scie.en.md"]


def test_attributes_lists_spaces_and_keys_find_their_place() -> None:
    scie = (
        SCIE.replace(
            'kind="safety" title="La lame coupe encore à l’arrêt"}',
            'title="La lame coupe encore à l’arrêt"   kind="safety" required="yes"}  ',
        )
        .replace("- Il tient la pièce.\n- Il se règle.", "* Il tient\n  la pièce.   \n* Il se règle.\n\n\n")
        .replace("2. Desserrez", "9) Desserrez")
        .replace("\n", "\r\n")
    )
    module = MODULE.replace(
        "summary: >-\n  Régler une scie : sans", 'summary: "Régler une\n  scie : sans'
    ).replace("rien risquer.", 'rien risquer."')
    made = formatted(scie=scie, module=module)
    assert made["units/01-la-scie.md"] == SCIE
    assert made["module.yaml"] == MODULE


def test_a_hard_break_is_kept_when_trailing_spaces_go() -> None:
    scie = SCIE.replace("La lame, le guide et la table.", "Rue du Bois 1  \n4000 Liège")
    assert "Rue du Bois 1\\\n4000 Liège\n" in formatted(scie=scie)["units/01-la-scie.md"]


def test_what_an_author_must_decide_stays_a_fault() -> None:
    result = format_files(sample(scie=SCIE.replace("- [x] Oui", "- [ ] Oui")))
    assert result.files is None
    assert [fault.code for fault in result.faults] == ["no_right_answer"]
