"""The screens as people use them: each method is what someone does or reads there."""

import gettext
import re
import uuid
from pathlib import Path

from playwright.sync_api import Locator, Page, expect

from app.demo.people import PASSWORD

TRANSLATIONS = Path(__file__).parents[2] / "app" / "ui" / "translations"
MODULE = "/learn/modules/consignation-electrique"


class Words:
    """The interface in one language, by its French sentences, as the templates write them."""

    def __init__(self, language: str) -> None:
        self.language = language
        self._found = gettext.translation("messages", TRANSLATIONS, [language], fallback=language == "fr")

    def __call__(self, sentence: str, **facts: object) -> str:
        return self._found.gettext(sentence) % facts

    def pattern(self, sentence: str, **facts: str) -> re.Pattern[str]:
        """The sentence with what cannot be known beforehand left open: each fact is a pattern."""
        # In names of controls a browser makes one space of whatever space there is.
        words = re.escape(self._found.gettext(sentence)).replace("%%", "%").replace("\u00a0", r"\s")
        return re.compile(re.sub(r"%\\\((\w+)\\\)s", lambda fact: facts.get(fact[1], ".+"), words))


class Screens:
    """What everyone does."""

    def __init__(self, page: Page, words: Words) -> None:
        self.page, self.say = page, words

    def signs_in(self, email: str) -> None:
        self.page.goto("/sign-in")
        self.page.fill("#email", email)
        self.page.fill("#password", PASSWORD)
        self.page.locator("main form button[type=submit]").click()
        self.page.wait_for_url(re.compile(r"(?<!/sign-in)$"))

    def reads_in_messages(self, text: str) -> None:
        self.page.goto("/messages")
        expect(self.page.locator(".message-text", has_text=text)).to_be_visible()


class LearnerScreens(Screens):
    """A phone in the learner's hand."""

    has_script = True

    def block(self, code: str) -> Locator:
        return self.page.locator(f"section#{code}")

    def opens_the_module_at_its_first_unit(self) -> None:
        self.page.goto("/learn/modules")
        self.page.locator(f"a[href*='{MODULE}']").first.click()
        self.page.get_by_role("link", name=self.say.pattern("Commencer : %(unit)s")).click()
        self.page.wait_for_url("**/units/le-risque*")

    def opens_unit(self, code: str) -> None:
        self.page.goto(f"{MODULE}/units/{code}")

    def answers(self, code: str, choice: str) -> None:
        block = self.block(code)
        block.get_by_label(choice, exact=True).check()
        submit = block.locator("form[data-question] button[type=submit]")
        if not self.has_script:
            submit.click()
            return
        with self.page.expect_response("**/api/v1/learning/events") as told:
            submit.click()
        assert told.value.status == 200

    def reads_feedback(self, code: str, result: str, words: str) -> None:
        feedback = self.block(code).locator(f".feedback[data-result={result}]")
        expect(feedback).to_contain_text(words)

    def sees_the_block_done_on_the_line(self, code: str) -> None:
        expect(self.page.locator(f".progress-line .segment[data-block='{code}']")).to_have_attribute(
            "data-state", "done"
        )

    def reads_why_in_the_sheet(self, code: str, why: re.Pattern[str]) -> None:
        self.page.locator(".progress-line").click()
        expect(self.page.locator(f"dialog .why[data-block='{code}']")).to_contain_text(why)
        self.page.keyboard.press("Escape")

    def reads_what_counts_and_why(self, code: str, why: re.Pattern[str]) -> None:
        self.page.goto(MODULE)
        self.page.get_by_role("link", name=self.say("Ce qui compte, et pourquoi")).click()
        self.page.wait_for_url("**/progress")
        expect(self.page.locator(f".why[data-block='{code}']")).to_contain_text(why)

    def asks_under(self, code: str, question: str) -> None:
        block = self.block(code)
        block.scroll_into_view_if_needed()
        expect(block.locator(".help")).to_be_visible()
        block.get_by_role("link", name=self.say("Je ne comprends pas")).click()
        block.locator("textarea[name=text]").fill(question)
        block.get_by_role("button", name=self.say("Envoyer"), exact=True).click()
        expect(block.locator(".help-thread")).to_contain_text(question)

    def reads_the_reply_under(self, code: str, reply: str, *, within: float) -> None:
        said = self.block(code).locator(".help-said[data-from=tutor]")
        expect(said).to_contain_text(reply, timeout=within * 1000)

    def books(self, session_id: uuid.UUID) -> None:
        self.page.goto("/learn/sessions")
        date = self.page.locator(f"#seance-{session_id}")
        date.get_by_role("button", name=self.say.pattern("Réserver une place, %(when)s")).click()
        expect(date).to_contain_text(self.say("Votre place est réservée"))

    def reads_the_result(self, session_id: uuid.UUID, verdict: str) -> None:
        self.page.goto(f"/learn/sessions/{session_id}")
        self.page.locator("section[aria-labelledby=shown] a").first.click()
        expect(self.page.locator("main")).to_contain_text(verdict)

    def goes_on(self) -> None:
        self.page.get_by_role("button", name=self.say.pattern("Suivant")).first.click()

    def is_in_unit(self, code: str) -> None:
        expect(self.page).to_have_url(re.compile(f"/units/{code}"))

    def done_on_the_module_page(self) -> int:
        self.page.goto(MODULE)
        return int(self.page.locator(".sum b").inner_text())

    def percent_on_the_module_page(self) -> str:
        self.page.goto(MODULE)
        return self._percent(self.page.locator(".sum"))

    def percent_on_the_progress_page(self) -> str:
        self.page.get_by_role("link", name=self.say("Ce qui compte, et pourquoi")).click()
        self.page.wait_for_url("**/progress")
        return self._percent(self.page.locator(".sum"))

    def _percent(self, sum_line: Locator) -> str:
        found = re.search(r"(\d+)\s*%", sum_line.inner_text())
        assert found, sum_line.inner_text()
        return found[1]


class TutorScreens(Screens):
    """A desk."""

    def is_on_who_needs_me(self) -> None:
        self.page.goto("/tutor")
        expect(self.page.locator("#needs")).to_be_visible()

    def row_of(self, name: str) -> Locator:
        return self.page.locator(".need", has=self.page.locator(".need-who", has_text=name))

    def sees_a_question_of(self, name: str, *, within: float) -> None:
        asked = self.row_of(name).get_by_role("link", name=self.say("Répondre"), exact=True)
        expect(asked).to_be_visible(timeout=within * 1000)

    def opens_the_row_of(self, name: str) -> Locator:
        self.row_of(name).get_by_role("link", name=self.say("Répondre"), exact=True).click()
        opened = self.row_of(name).locator(".need-open")
        expect(opened).to_be_visible()
        return opened

    def replies_to(self, name: str, reply: str) -> None:
        opened = self.row_of(name).locator(".need-open")
        opened.locator("textarea[name=text]").fill(reply)
        opened.get_by_role("button", name=self.say("Répondre et classer")).click()
        expect(self.row_of(name).get_by_role("link", name=self.say("Répondre"), exact=True)).to_have_count(0)


class HostScreens(Screens):
    """A tablet in the workshop."""

    def opens_the_session(self, session_id: uuid.UUID) -> None:
        self.page.goto("/sessions")
        self.page.locator(f"a[href='/sessions/{session_id}']").click()

    def confirms_presence_of(self, name: str) -> None:
        self.page.get_by_role("button", name=name).click()
        expect(self.page.get_by_role("button", name=name)).to_have_attribute("aria-pressed", "true")

    def opens_the_grid_of(self, name: str) -> None:
        self.page.get_by_role("link", name=self.say("Grille de %(name)s", name=name)).click()
        expect(self.page.locator("#grid")).to_be_visible()

    def ticks_everything_achieved(self) -> None:
        for level in self.page.locator("label.level[data-level=yes]").all():
            level.click()

    def signs_the_grid(self, name: str) -> None:
        self.page.fill("input[name=name]", name)
        self.page.get_by_role("button", name=self.say("Signer la grille")).click()
        expect(self.page.locator(".signatures")).to_contain_text(name)
        expect(self.page.locator("input[name=name]")).to_have_count(0)
