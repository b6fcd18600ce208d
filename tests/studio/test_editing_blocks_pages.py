"""A block on its way from the form to the draft, and acts on it as a whole."""

from flask.testing import FlaskClient

from tests.studio.desks import BENCH, SCRIPT, STUDIO, UNIT, Page, fatou, open_form, text, words

__all__ = ["fatou"]

ALERT = f"{STUDIO}/blocks/alerte-lame"


def test_what_is_typed_is_saved_and_shown(fatou: FlaskClient) -> None:
    form = open_form(fatou, "alerte-lame")
    saved = Page(fatou.post(ALERT, data=form | {"body": "Portez **toujours** des gants."}, headers=SCRIPT))
    told = saved.one("[data-saved]")
    assert int(str(told["data-revision"])) > int(form["revision"])
    assert "Enregistré à" in str(told["data-said"])
    assert "Portez toujours des gants." in words(str(saved.one("[data-shown]")))
    assert "Portez toujours des gants." in Page(fatou.get(f"{UNIT}/frame")).text


def test_without_script_saving_comes_back_to_the_open_block(fatou: FlaskClient) -> None:
    form = open_form(fatou, "alerte-lame")
    saved = fatou.post(ALERT, data=form | {"title": "La lame blesse"})
    assert saved.status_code == 303
    page = Page(fatou.get(saved.location))
    assert (page.open_block, page.form["title"]) == ("alerte-lame", "La lame blesse")


def test_a_block_that_misses_something_is_saved_and_says_what(fatou: FlaskClient) -> None:
    form = open_form(fatou, "lame-immobile")
    saved = Page(
        fatou.post(f"{STUDIO}/blocks/lame-immobile", data=form | {"answers.1.feedback": ""}, headers=SCRIPT)
    )
    assert "Une réponse n’a pas d’explication." in words(str(saved.one("[data-faults]")))
    # The list beside the editor comes after the page, by itself.
    address = Page(fatou.get(UNIT)).one("#checks [hx-get]")["hx-get"]
    assert "réponse sans explication" in words(fatou.get(address, headers={"HX-Request": "true"}).text)
    assert "::" not in words(str(saved.one("[data-faults]")))


def test_who_saves_second_sees_both_texts_and_loses_neither(fatou: FlaskClient) -> None:
    mine = open_form(fatou, "alerte-lame") | {"body": "Mon texte sur les gants."}
    theirs = open_form(fatou, "alerte-lame") | {"body": "Leur texte sur les lunettes."}
    assert fatou.post(ALERT, data=theirs, headers=SCRIPT).status_code == 200
    refused = fatou.post(ALERT, data=mine, headers=SCRIPT)
    assert refused.status_code == 409
    page = Page(refused)
    shown = words(str(page.one("form.conflict")))
    assert "Fatou" in shown
    for text_of in ("gants", "lunettes"):
        assert text_of in shown
    assert page.form["body"] == "Mon texte sur les gants."


def conflict(client: FlaskClient) -> dict[str, str]:
    """The form that asks which text stays."""
    mine = open_form(client, "alerte-lame") | {"body": "Mon texte."}
    client.post(ALERT, data=open_form(client, "alerte-lame") | {"body": "Leur texte."}, headers=SCRIPT)
    return Page(client.post(ALERT, data=mine, headers=SCRIPT)).form


def test_keeping_mine_replaces_theirs(fatou: FlaskClient) -> None:
    form = conflict(fatou)
    assert fatou.post(ALERT, data=form | {"way": "mine"}, headers=SCRIPT).status_code == 200
    assert open_form(fatou, "alerte-lame")["body"] == "Mon texte."


def test_keeping_theirs_is_opening_the_block_again(fatou: FlaskClient) -> None:
    conflict(fatou)
    assert open_form(fatou, "alerte-lame")["body"] == "Leur texte."


def test_taking_both_puts_them_into_the_field_to_be_saved(fatou: FlaskClient) -> None:
    form = conflict(fatou)
    page = Page(fatou.post(ALERT, data=form | {"way": "both"}, headers=SCRIPT))
    assert page.one("form.edit-form").has_attr("data-unsaved")
    assert page.form["body"] == "Mon texte.\n\nLeur texte."
    assert open_form(fatou, "alerte-lame")["body"] == "Leur texte."
    assert fatou.post(ALERT, data=page.form, headers=SCRIPT).status_code == 200
    assert open_form(fatou, "alerte-lame")["body"] == "Mon texte.\n\nLeur texte."


def test_without_script_a_conflict_is_a_page_too(fatou: FlaskClient) -> None:
    mine = open_form(fatou, "alerte-lame") | {"body": "Mon texte."}
    fatou.post(ALERT, data=mine | {"body": "Leur texte."}, headers=SCRIPT)
    page = fatou.post(ALERT, data=mine)
    assert page.status_code == 409
    assert "Garder le mien" in text(page)


def test_a_row_more_is_shown_before_it_is_saved(fatou: FlaskClient) -> None:
    form = open_form(fatou, "lame-immobile")
    page = Page(fatou.post(f"{STUDIO}/blocks/lame-immobile", data=form | {"add": "answers"}))
    assert "answers.2.text" in page.form
    assert "answers.2.text" not in open_form(fatou, "lame-immobile")


def test_a_new_block_stands_where_it_was_asked_for_and_is_open(fatou: FlaskClient) -> None:
    added = fatou.post(f"{UNIT}/blocks", data={"kind": "question:number", "after": "parties"})
    assert added.status_code == 303
    page = Page(fatou.get(added.location))
    assert page.blocks.index(page.open_block) == 1
    assert page.form["type"] == "number"


def test_every_kind_of_block_can_be_added_opened_and_shown(fatou: FlaskClient) -> None:
    kinds = [one["value"] for one in Page(fatou.get(BENCH)).soup.select("#insert .choose-kind")]
    for kind in kinds:
        added = fatou.post(f"{BENCH}/blocks", data={"kind": kind})
        page = Page(fatou.get(added.location))
        assert page.open_block, kind
        saved = fatou.post(f"{STUDIO}/blocks/{page.open_block}", data=page.form, headers=SCRIPT)
        assert saved.status_code == 200, kind
    assert fatou.get(f"{BENCH}/frame").status_code == 200


def test_a_kind_that_nobody_knows_adds_nothing(fatou: FlaskClient) -> None:
    assert fatou.post(f"{UNIT}/blocks", data={"kind": "marquee"}).status_code == 422


def test_a_block_moves_up_and_down_and_into_another_unit(fatou: FlaskClient) -> None:
    before = Page(fatou.get(UNIT))
    up = before.one("#block-suite [data-act=up]")
    fatou.post(str(up["formaction"]), data={"after": str(up["value"])})
    page = Page(fatou.get(UNIT))
    assert page.blocks[:3] == ["parties", "suite", "alerte-lame"]
    down = page.one("#block-suite [data-act=down]")
    fatou.post(str(down["formaction"]), data={"after": str(down["value"])})
    assert Page(fatou.get(UNIT)).blocks == before.blocks
    fatou.post(f"{STUDIO}/blocks/suite/move", data={"unit": "au-banc"})
    assert "suite" not in Page(fatou.get(UNIT)).blocks
    assert Page(fatou.get(BENCH)).blocks[-1] == "suite"


def test_a_copy_stands_below_with_an_id_of_its_own(fatou: FlaskClient) -> None:
    copied = fatou.post(f"{STUDIO}/blocks/parties/copy")
    page = Page(fatou.get(copied.location))
    assert page.blocks[0] == "parties"
    assert page.blocks[1] not in ("parties", "alerte-lame")
    assert page.blocks[2] == "alerte-lame"


def test_a_hidden_block_stays_on_the_desk_and_leaves_the_preview(fatou: FlaskClient) -> None:
    fatou.post(f"{STUDIO}/blocks/suite/hide")
    assert Page(fatou.get(UNIT)).block("suite").has_attr("data-hidden")
    assert "Le texte continue" not in Page(fatou.get(f"{UNIT}/frame")).text
    fatou.post(f"{STUDIO}/blocks/suite/show")
    assert "Le texte continue" in Page(fatou.get(f"{UNIT}/frame")).text


def test_acts_keep_open_what_was_open(fatou: FlaskClient) -> None:
    moved = fatou.post(f"{STUDIO}/blocks/suite/move", data={"after": "", "open": "alerte-lame"})
    assert Page(fatou.get(moved.location)).open_block == "alerte-lame"


def test_what_is_removed_comes_back_by_the_word_that_says_so(fatou: FlaskClient) -> None:
    before = Page(fatou.get(UNIT)).blocks
    removed = fatou.post(f"{STUDIO}/blocks/alerte-lame/remove")
    page = Page(fatou.get(removed.location))
    assert "alerte-lame" not in page.blocks
    undo = page.one(".toast form")
    undone = fatou.post(str(undo["action"]))
    assert undone.status_code == 303
    assert Page(fatou.get(undone.location)).blocks == before
