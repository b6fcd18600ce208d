"""The studio as a trainer uses it, in the words of its screens."""

import re
from dataclasses import dataclass, field

from playwright.sync_api import FilePayload, Locator, Page, expect

SAVED = 15_000


@dataclass(frozen=True)
class Written:
    """A block to write: its kind as the choice names it, what goes into which field, what is chosen and ticked."""

    kind: str
    fields: dict[str, str] = field(default_factory=dict)
    chosen: dict[str, str] = field(default_factory=dict)
    ticked: tuple[str, ...] = ()


class Studio:
    """One trainer's window."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def begins(self, title: str) -> str:
        """A module from nothing; its short name."""
        self.page.goto("/studio")
        self.page.get_by_label("Titre du module").fill(title)
        self.page.get_by_role("button", name="Commencer à écrire").click()
        self.is_at_the_editor()
        return self.page.url.split("/studio/modules/")[1].split("/")[0]

    def is_at_the_editor(self) -> None:
        expect(self.page.locator(".studio[data-live]")).to_be_visible()

    def opens(self, address: str) -> None:
        self.page.goto(address)
        self.is_at_the_editor()

    def opens_the_draft(self, address: str) -> None:
        """Of a published module, whose editor is closed until then."""
        self.page.goto(address)
        self.page.get_by_role("button", name="Ouvrir le brouillon").click()
        self.is_at_the_editor()

    @property
    def form(self) -> Locator:
        return self.page.locator("section.edit-block[data-open] .edit-form")

    def opens_block(self, number: int) -> None:
        self.page.locator("section.edit-block").nth(number).locator(".edit-open").click()
        expect(self.form).to_be_visible()

    def adds(self, block: Written) -> str:
        """Add a block at the end, write it, and see it saved; its code."""
        before = self.page.locator("section.edit-block").count()
        self.page.locator("a.insert").last.click()
        self.page.locator(f"#insert button[value='{block.kind}']").click()
        expect(self.page.locator("section.edit-block")).to_have_count(before + 1)
        expect(self.form).to_be_visible()
        code = self.form.get_attribute("data-block") or ""
        self.writes(block)
        return code

    def writes(self, block: Written) -> None:
        """Into the open block."""
        for name, text in block.fields.items():
            self._types(name, text)
        for name, value in block.chosen.items():
            self._field(name).select_option(value)
        for selector in block.ticked:
            self.form.locator(selector).check()
        self.is_saved()
        self.page.locator("section.edit-block[data-open] .edit-close").click()
        expect(self.page.locator("section.edit-block[data-open]")).to_have_count(0)

    def _field(self, name: str) -> Locator:
        """By its path; a row is counted as it stands, whatever number it was given."""
        rows, *rest = name.split(".")
        if not rest:
            return self.form.locator(f"[name='{name}']")
        place, *inside = rest
        row = self._rows(rows).nth(int(place))
        ending = f"[name$='.{'.'.join(inside)}']" if inside else ""
        return row.locator(f".rows-body [name^='{rows}.']{ending}")

    def _rows(self, name: str) -> Locator:
        lists = self.form.locator(f"editable-list:has(> .rows-foot [name=add][value='{name}'])")
        return lists.locator("> .rows-list > .rows-row")

    def _types(self, name: str, text: str) -> None:
        """A field of a row that is not there yet comes by the list's own button."""
        self._makes_room(name)
        wanted = self._field(name)
        if wanted.get_attribute("data-rich"):
            # The editor stands where its textarea was.
            wanted.locator("xpath=following-sibling::*").locator("[contenteditable=true]").first.click()
            self.page.keyboard.press("Control+a")
            self.page.keyboard.insert_text(text)
            expect(wanted).to_have_value(text)
        else:
            wanted.fill(text)

    def _makes_room(self, name: str) -> None:
        rows, *rest = name.split(".")
        if rest and self._rows(rows).count() <= int(rest[0]):
            self.form.locator(f"button[name=add][value='{rows}']").click()
            expect(self._rows(rows)).to_have_count(int(rest[0]) + 1)

    def is_saved(self) -> None:
        expect(self.page.locator("#saved")).to_contain_text("Enregistré", timeout=SAVED)

    def adds_a_unit_in_the_centre(self) -> None:
        self.page.get_by_text("Ajouter une unité").click()
        before = self.page.url.split("#")[0]
        self.page.get_by_role("button", name="À faire au centre").click()
        expect(self.page).not_to_have_url(re.compile(re.escape(before)))

    def sends_files(self, slug: str, files: dict[str, tuple[str, bytes]]) -> None:
        """On the page of the module's files: name, and type with content."""
        self.page.goto(f"/studio/modules/{slug}/media")
        sent = [FilePayload(name=name, mimeType=kind, buffer=data) for name, (kind, data) in files.items()]
        self.page.locator("media-drop[data-live] input[type=file]").set_input_files(sent)
        for name in files:
            expect(self.page.locator("#media-rows")).to_contain_text(name, timeout=SAVED)

    def adds_a_picture(self, name: str, data: bytes, words: str) -> None:
        """A photograph sent from the form of its block."""
        self.page.locator("a.insert").last.click()
        self.page.locator("#insert button[value=figure]").click()
        expect(self.form).to_be_visible()
        sent = FilePayload(name=name, mimeType="image/jpeg", buffer=data)
        self.form.locator("media-field input[type=file]").set_input_files([sent])
        expect(self._field("src")).to_have_value(name, timeout=SAVED)
        self.writes(Written("figure", {"alt": words, "caption": "La clé reste chez vous."}))

    def says_what_the_module_is_for(self, slug: str, words: str) -> None:
        self.page.goto(f"/studio/modules/{slug}/head")
        self.page.locator("[name=summary]").fill(words)
        self.page.locator("main form button[type=submit], main form button:not([type])").last.click()
        expect(self.page.locator("main")).to_be_visible()

    def asks_for_a_review(self, slug: str) -> None:
        self.page.goto(f"/studio/modules/{slug}/review")
        self.page.get_by_label("À quoi faire attention").fill("Les questions surtout.")
        self.page.get_by_role("button", name="Demander la relecture").click()
        expect(self.page.locator("main")).to_contain_text("Demandée à")

    def comments_and_approves(self, slug: str, block: str, words: str) -> None:
        """Found among what waits for one's reading."""
        self.page.goto("/studio")
        self.page.locator("section[aria-labelledby=asked] a").first.click()
        self.page.locator("section[aria-labelledby=read] a").first.click()
        here = self.page.locator(f"#{block}")
        here.get_by_text("Écrire une remarque").click()
        here.get_by_label("Votre remarque sur ce bloc").fill(words)
        here.get_by_role("button", name="Envoyer la remarque").click()
        expect(self.page.locator(".talk-thread")).to_contain_text(words)
        self.page.goto(f"/studio/modules/{slug}/review")
        self.page.get_by_role("button", name="Approuver ce brouillon").click()
        expect(self.page.locator(".toast, .flash, main").first).to_be_visible()

    def reads_the_comment_and_settles_it(self, slug: str, words: str) -> None:
        self.page.goto(f"/studio/modules/{slug}/review")
        thread = self.page.locator(".talk-thread", has_text=words)
        thread.get_by_role("button", name="C’est réglé").click()
        expect(self.page.locator(".talk-thread[data-state=done]", has_text=words)).to_have_count(1)

    def reads_whom_it_concerns(self, slug: str, *words: str) -> None:
        """Before anything is published."""
        self.page.goto(f"/studio/modules/{slug}/review")
        whom = self.page.locator("section[aria-labelledby=whom]")
        for said in words:
            expect(whom).to_contain_text(said)

    def publishes(self, slug: str, number: int) -> None:
        self.page.goto(f"/studio/modules/{slug}/review")
        self.page.get_by_role("button", name=f"Publier la version {number}").click()
        expect(self.page.locator("body")).to_contain_text(f"La version {number} est publiée")

    def moves_everyone(self, slug: str, block: str, reason: str) -> None:
        self.page.goto(f"/studio/modules/{slug}/versions")
        self.page.get_by_role("link", name="Voir ce qui changerait").click()
        self.page.locator(f"input[name='effect-{block}'][value=redo]").check()
        self.page.locator(f"textarea[name='reason-{block}']").fill(reason)
        self.page.get_by_role("button", name="Déplacer 1 personne").click()
        # People are moved beside the request; the page tells how far that is when it is asked again.
        moved = self.page.get_by_text("1 personne déplacée")
        for _ in range(SAVED // 500):
            if moved.count():
                break
            self.page.wait_for_timeout(500)
            self.page.goto(f"/studio/modules/{slug}/versions")
        expect(moved).to_be_visible()
