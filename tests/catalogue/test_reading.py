import pytest

from app.catalogue.models import BlockText, BlockType, Place
from app.catalogue.queries import get_block_data, get_outline, list_blocks
from app.catalogue.services.compiling import bring_up_to_date
from app.catalogue.services.drafts import replace_draft
from app.kernel.errors import NotFound
from app.kernel.ids import new_id
from tests.catalogue.conftest import Publish
from tests.catalogue.samples import SCIE, sample

pytestmark = pytest.mark.postgres

BANC_EN = """\
---
id: au-banc
title: At the bench
place: in_centre
minutes: 60
outcomes:
  - Set the saw
prerequisites:
  - la-scie
bring:
  - Closed shoes
resources:
  - One saw each
---

:::in-centre{#reglage title="Set the saw" minutes="45"}
One saw, watched.

- ★ {#debrancher} Unplugs the saw
- {#mesurer} Measures the length
:::
"""


def test_an_outline_names_everything_in_its_order(reading, publish: Publish) -> None:
    outline = get_outline(reading, publish().id)
    assert (outline.slug, outline.number, outline.language) == ("atelier-bois", 1, "fr")
    assert [unit.code for unit in outline.units] == ["la-scie", "au-banc"]
    assert outline.required_codes[0] == "parties"
    assert "suite" not in outline.required_codes
    assert outline.required_codes[-1] == "reglage"


def test_an_outline_finds_units_and_blocks_by_code(reading, publish: Publish) -> None:
    outline = get_outline(reading, publish().id)
    block, unit = outline.block("reglage"), outline.unit_of("reglage")
    assert block is not None
    assert unit is not None
    assert (block.type, block.label, unit.place) == (BlockType.IN_CENTRE, "Régler la scie", Place.IN_CENTRE)
    assert outline.unit("la-scie") is outline.units[0]
    assert (outline.block("rien"), outline.unit("rien"), outline.unit_of("rien")) == (None, None, None)


def test_a_question_is_named_by_its_statement(reading, publish: Publish) -> None:
    block = get_outline(reading, publish().id).block("lame-immobile")
    assert block is not None
    assert block.label == "La lame est immobile. Peut-elle blesser ?"


def test_a_long_statement_is_cut_between_two_words(reading, publish: Publish) -> None:
    long = "La lame est immobile. " * 10
    outline = get_outline(reading, publish(scie=SCIE.replace("La lame est immobile. ", long)).id)
    block = outline.block("lame-immobile")
    assert block is not None
    assert len(block.label) <= 121
    assert block.label.endswith(". La lame…")


def test_nothing_has_no_outline(reading) -> None:
    with pytest.raises(NotFound):
        get_outline(reading, new_id())


def test_the_blocks_of_a_unit_come_in_order_with_what_marking_needs(reading, publish: Publish) -> None:
    version = publish()
    blocks = list_blocks(reading, version.id, "la-scie", "fr")
    assert [block.code for block in blocks][:3] == ["parties", "alerte-lame", "suite"]
    question = get_block_data(reading, version.id, ["lame-immobile", "rien"])
    assert list(question) == ["lame-immobile"]
    assert question["lame-immobile"].data["tries"] == 2


def test_an_order_is_never_shown_in_the_right_order(reading, publish: Publish) -> None:
    view = get_block_data(reading, publish().id, ["ordre"])["ordre"]
    assert [item["id"] for item in view.shown_items] != [item["id"] for item in view.data["items"]]


def test_an_outline_is_said_in_each_language_of_the_module(reading, publish: Publish) -> None:
    version = publish(banc_en=BANC_EN)
    english = get_outline(reading, version.id, "en")
    own = get_outline(reading, version.id)
    assert [unit.title for unit in english.units] == [own.units[0].title, "At the bench"]
    assert (english.units[1].outcomes, english.units[1].bring) == (("Set the saw",), ("Closed shoes",))
    assert english.block("reglage").label == "Set the saw"
    assert get_outline(reading, version.id, "de").units[1].title == "Au banc"


def test_each_block_comes_in_the_language_asked_for_or_in_the_modules_own(
    app, database, cast, store, reading
) -> None:
    files = sample() | {"units/02-au-banc.en.md": BANC_EN.encode()}
    with app.app_context(), database.writing() as session:
        draft = replace_draft(session, cast.author.actor, store=store, slug="atelier-bois", files=files)
    titles = {
        language: list_blocks(reading, draft.id, "au-banc", language)[0].title
        for language in ("en", "fr", "nl")
    }
    assert titles == {"en": "Set the saw", "fr": "Régler la scie", "nl": "Régler la scie"}
    assert list_blocks(reading, draft.id, "la-scie", "en")[0].title == "Les parties"


def test_text_that_another_cleaner_made_is_compiled_again_in_its_version(session, store, publish) -> None:
    session.rollback()
    version = publish()
    before = list_blocks(session, version.id, "la-scie", "fr")
    session.execute(BlockText.__table__.update().values(html="vieux", sanitiser_version="0"))
    assert bring_up_to_date(session, store, version)
    assert list_blocks(session, version.id, "la-scie", "fr") == before
    assert not bring_up_to_date(session, store, version)
