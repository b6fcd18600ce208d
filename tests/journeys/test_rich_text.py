"""People write as in any word processor; what is kept is the Markdown of our format, and nothing else gets in."""

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.hostile import PAYLOADS, needs_corpus
from tests.journeys import pasted
from tests.journeys.conftest import PHONE, WIDE, Sit
from tests.journeys.watching import LOOK, watching
from tests.servers import Server

pytestmark = pytest.mark.journey

BLOCK, LIST, LINE = "sample-rich", "sample-rich-list", "sample-rich-answer"
# As a clipboard of another program gives it: what the browser itself writes to the clipboard, it cleans.
PASTE = """(editor, kinds) => {
    const data = new DataTransfer();
    for (const [kind, text] of Object.entries(kinds)) data.setData(kind, text);
    editor.dispatchEvent(new ClipboardEvent('paste', {clipboardData: data, bubbles: true, cancelable: true}));
}"""
HEARD = """name => { window.heard = []; document.addEventListener('input', event => {
    window.heard.push(event.target.name ?? event.target.className) }) }"""


def design(page: Page) -> Page:
    page.goto("/design")
    expect(page.locator(".rich-text")).to_have_count(3)
    return page


def editor(page: Page, name: str) -> Locator:
    return page.locator(f"textarea[name={name}] + .rich .rich-text")


def value(page: Page, name: str) -> str:
    return page.locator(f"textarea[name={name}]").input_value()


def empty(page: Page, name: str) -> Locator:
    field = editor(page, name)
    field.click()
    page.keyboard.press("Control+a")
    page.keyboard.press("Delete")
    return field


def paste(field: Locator, **kinds: str) -> None:
    field.evaluate(PASTE, {f"text/{kind}": text for kind, text in kinds.items()})


def test_what_is_opened_and_left_is_not_changed(sit: Sit) -> None:
    page = sit(size=WIDE)
    page.goto("/design")
    written = page.locator("textarea[name=sample-rich]").evaluate("field => field.defaultValue")
    design(page)
    editor(page, BLOCK).click()
    page.keyboard.type("x")
    page.keyboard.press("Backspace")
    page.keyboard.press("Tab")
    assert value(page, BLOCK) == written
    assert "- Chaque pôle est séparé\n  1. phases" in written


def test_the_form_has_the_words_at_each_key(sit: Sit) -> None:
    page = design(sit(size=WIDE))
    empty(page, LIST)
    page.evaluate(HEARD)
    page.keyboard.type("Un **mot**")
    assert value(page, LIST) == "Un \\*\\*mot\\*\\*"
    assert page.evaluate("window.heard") == [LIST] * len("Un **mot**")


def test_everything_is_done_by_the_keyboard_alone(sit: Sit) -> None:
    page = design(sit(size=WIDE))
    empty(page, BLOCK)
    page.keyboard.type("Titre")
    press(page, "Alt+F10", "ArrowRight", "ArrowRight", "ArrowRight", "ArrowRight", "Space", "Escape")
    press(page, "Enter")
    page.keyboard.type("Un ")
    press(page, "Control+b")
    page.keyboard.type("mot")
    press(page, "Control+b", "Enter")
    press(
        page,
        "Alt+F10",
        "Home",
        "ArrowRight",
        "ArrowRight",
        "ArrowRight",
        "ArrowRight",
        "ArrowRight",
        "Enter",
        "Escape",
    )
    page.keyboard.type("un")
    press(page, "Enter")
    page.keyboard.type("deux")
    press(page, "Alt+Shift+ArrowRight")
    assert value(page, BLOCK) == "### Titre\n\nUn **mot**\n\n- un\n  - deux"
    press(page, "Alt+F10")
    expect(page.get_by_role("button", name="Liste à puces").first).to_have_attribute("aria-pressed", "true")
    press(page, "Tab")
    expect(editor(page, BLOCK)).to_be_focused()


def press(page: Page, *keys: str) -> None:
    for key in keys:
        page.keyboard.press(key)


def test_a_link_is_made_changed_and_taken_away(sit: Sit) -> None:
    page = design(sit(size=PHONE))
    empty(page, LINE)
    page.keyboard.type("Voir le plan")
    press(page, "Control+Shift+ArrowLeft", "Control+k")
    page.keyboard.type("javascript:alert(1)")
    press(page, "Enter")
    expect(page.get_by_role("alert").filter(has_text="ne mène nulle part")).to_be_visible()
    press(page, "Control+a")
    page.keyboard.type("example.org/plan")
    press(page, "Enter")
    assert value(page, LINE) == "Voir le [plan](https://example.org/plan)"
    press(page, "ArrowLeft", "Control+k")
    page.get_by_role("button", name="Enlever le lien").click()
    assert value(page, LINE) == "Voir le plan"


def test_french_typography_is_one_step_that_can_be_undone(sit: Sit) -> None:
    page = design(sit(size=WIDE))
    empty(page, LINE)
    page.keyboard.type("l'arc : prêt ?")
    assert value(page, LINE) == "l’arc\u00a0: prêt\u00a0?"
    press(page, "Control+z")
    assert value(page, LINE) == "l’arc\u00a0: prêt ?"


def test_a_text_in_another_language_keeps_its_own_typography(sit: Sit) -> None:
    page = design(sit(size=WIDE))
    page.locator("#rich form").evaluate(
        "form => form.append(Object.assign(document.createElement('input'), {name: 'language', value: 'en'}))"
    )
    empty(page, LINE)
    page.keyboard.type("Don't : why ?")
    assert value(page, LINE) == "Don’t : why ?"
    expect(editor(page, LINE)).to_have_attribute("lang", "en")


def test_a_table_grows_and_keeps_its_line_of_titles(sit: Sit) -> None:
    page = design(sit(size=WIDE))
    empty(page, BLOCK)
    page.get_by_role("button", name="Tableau", exact=True).click()
    for text in ("Entre", "Mesures", "Phases", "3"):
        page.keyboard.type(text)
        press(page, "Tab")
    tools = page.locator("textarea[name=sample-rich] + .rich")
    tools.get_by_role("button", name="Ajouter une colonne").click()
    tools.get_by_role("button", name="Enlever la ligne").click()
    assert value(page, BLOCK) == "| Entre |  | Mesures |\n|---|---|---|\n| Phases |  | 3 |"


@pytest.mark.parametrize("program", ["WORD", "GOOGLE", "WEB"])
def test_what_other_programs_copy_comes_clean(sit: Sit, program: str) -> None:
    page = design(sit(size=WIDE))
    paste(empty(page, BLOCK), html=getattr(pasted, program), plain="")
    assert value(page, BLOCK) == getattr(pasted, f"FROM_{program}")


def test_what_other_programs_copy_is_nothing_that_the_policy_stops(browser: Browser, server: Server) -> None:
    with watching(browser, server, with_policy=True) as watch:
        page = design(watch.page)
        for program in ("WORD", "GOOGLE", "WEB"):
            paste(editor(page, BLOCK), html=getattr(pasted, program))
        assert page.evaluate(LOOK)["faults"] == []
    assert watch.faults == []


def test_what_is_pasted_takes_only_what_the_field_allows(sit: Sit) -> None:
    page = design(sit(size=WIDE))
    paste(empty(page, LIST), html="<h2>Titre</h2><ul><li>un</ul><table><tr><td>a<td>b<tr><td>c<td>d</table>")
    assert value(page, LIST) == "**Titre**\n\n- un\n\na b\n\nc d"
    paste(empty(page, LINE), html="<h2>Titre</h2><ul><li><b>un</b><li>deux</ul>")
    assert value(page, LINE) == "Titre **un** deux"
    paste(empty(page, LINE), plain="un\n\n- deux")
    assert value(page, LINE) == "un - deux"


def test_a_picture_is_refused_and_told_where_it_goes(sit: Sit) -> None:
    page = design(sit(size=WIDE))
    paste(empty(page, BLOCK), html='<p>Un <img src="https://example.org/x.png" alt="plan"> mot</p>')
    assert value(page, BLOCK) == "Un mot"
    expect(page.locator(".toast-text").last).to_contain_text("ajoutez un bloc « Image »")


@needs_corpus
@pytest.mark.parametrize("with_policy", [False, True], ids=["bare", "policy"])
def test_nothing_that_is_pasted_runs(browser: Browser, server: Server, with_policy: bool) -> None:
    with watching(browser, server, with_policy=with_policy) as watch:
        page = design(watch.page)
        for payload in PAYLOADS:
            for name in (BLOCK, LINE):
                paste(editor(page, name), html=payload, plain=payload)
        found = page.evaluate(LOOK)["faults"]
        tags = page.locator(".rich-text *").evaluate_all("all => [...new Set(all.map(one => one.localName))]")
    # In the document where it is read, the policy stops what would not have run there anyway.
    assert [fault for fault in watch.faults + found if "against the policy" not in fault] == []
    assert set(tags) <= ALLOWED


ALLOWED = {
    *("p", "h3", "ul", "ol", "li", "blockquote", "pre", "hr", "br", "table", "tbody", "tr", "td", "th"),
    *("strong", "em", "code", "a", "img"),
}


def test_a_form_drawn_again_keeps_the_cursor_and_what_can_be_undone(sit: Sit) -> None:
    page = design(sit(size=WIDE))
    empty(page, LIST)
    page.keyboard.type("Un deux")
    press(page, "ArrowLeft", "ArrowLeft")
    redraw(page, value(page, LIST))
    page.keyboard.type("x")
    assert value(page, LIST) == "Un dexux"
    press(page, "Control+z", "Control+z")
    assert value(page, LIST) == "Gardez vos gants."
    expect(page.locator(".rich-text")).to_have_count(3)


def redraw(page: Page, text: str, *, focus: bool = False) -> None:
    """As htmx does: other elements of the same names, in one go."""
    page.evaluate(
        """([text, focus]) => {
            const form = document.querySelector('#rich form'), other = form.cloneNode(true);
            for (const box of other.querySelectorAll('.rich')) box.remove();
            for (const field of other.querySelectorAll('textarea')) field.hidden = false;
            other.elements['sample-rich-list'].value = text;
            form.replaceWith(other);
            if (focus) other.elements['sample-rich-list'].focus();
        }""",
        [text, focus],
    )


def test_the_focus_of_a_field_goes_to_its_editor(sit: Sit) -> None:
    page = design(sit(size=WIDE))
    redraw(page, "Un", focus=True)
    expect(editor(page, LIST)).to_be_focused()
    page.keyboard.type("x")
    assert value(page, LIST) == "xUn"


def test_the_text_of_another_person_replaces_ours(sit: Sit) -> None:
    page = design(sit(size=WIDE))
    empty(page, LIST)
    page.keyboard.type("Un")
    redraw(page, "Autre **chose**")
    expect(editor(page, LIST)).to_have_text("Autre chose")
    assert value(page, LIST) == "Autre **chose**"
    expect(editor(page, LIST)).to_be_focused()
