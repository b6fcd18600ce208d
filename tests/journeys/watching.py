"""A window that notices whatever runs, calls elsewhere, or became an element of a page though it was typed as text."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from playwright.sync_api import Browser, BrowserContext, Dialog, Page

from tests.cast import Member
from tests.journeys.conftest import WIDE, sign_in
from tests.servers import Server

# What the payloads call; each leaves its name instead of doing it.
HOOKS = """for (const name of ['alert', 'confirm', 'prompt', 'print', 'open'])
    window[name] = () => { (window.ran ||= []).push(name) };
addEventListener('securitypolicyviolation', event => {
    (window.violations ||= []).push(`${event.violatedDirective} ${event.sourceFile} ${event.sample}`) });"""
LOOK = r"""() => {
    const all = [...document.querySelectorAll('*')], short = one => one.outerHTML.slice(0, 160);
    const attributes = all.flatMap(one => [...one.attributes].map(each => [one, each.name.toLowerCase(), each.value]));
    const ours = one => one.type === 'application/json' || one.src.startsWith(`${location.origin}/assets/`);
    const leads = new Set(['href', 'xlink:href', 'src', 'srcdoc', 'action', 'formaction', 'data', 'poster', 'background']);
    const texts = [document.title, document.body?.textContent ?? '', ...attributes.map(each => each[2]),
        ...all.map(one => typeof one.value === 'string' ? one.value : '')].join('\n');
    return {
        faults: [
            ...all.filter(one => one.localName.startsWith('xss-')).map(one => `an element: ${one.localName}`),
            ...attributes.filter(each => each[1].startsWith('on')).map(each => `a handler: ${short(each[0])}`),
            ...attributes.filter(each => leads.has(each[1]) && /^\W*(javascript|vbscript|data:text)/i.test(each[2]))
                .map(each => `an address that runs: ${short(each[0])}`),
            ...[...document.scripts].filter(one => !ours(one)).map(one => `a script: ${short(one)}`),
            ...[...document.querySelectorAll('style:not(#xml-viewer-style), iframe:not(.preview-frame), frame, object, embed, base, applet, meta[http-equiv], math')]
                .map(one => `an element: ${short(one)}`),
            ...(window.ran ?? []).map(name => `it ran: ${name}`),
            ...(window.violations ?? []).map(one => `against the policy: ${one}`),
        ],
        seen: [...new Set([...texts.matchAll(/<xss-([a-z-]+)>/g)].map(found => found[1]))],
    };
}"""
QUIET = "() => !document.querySelector('.htmx-request')"


@dataclass
class Watch:
    """One person's window, what was seen in it, and what went wrong."""

    context: BrowserContext
    page: Page
    home: str
    seen: set[str] = field(default_factory=set)
    faults: list[str] = field(default_factory=list)

    def visit(self, address: str) -> None:
        answer = self.page.goto(address)
        assert answer is None or answer.status < 500, (address, answer.status)
        self.look()

    def look(self) -> None:
        """At the page as it is now, parts that come later included."""
        self.page.wait_for_function(QUIET)
        found: dict[str, Any] = self.page.evaluate(LOOK)
        self.seen |= set(found["seen"])
        self.faults += [f"{self.page.url[:200]}: {fault}" for fault in found["faults"]]


@contextmanager
def watching(
    browser: Browser, server: Server, member: Member | None = None, *, with_policy: bool = False
) -> Iterator[Watch]:
    """Without the policy header unless asked for, so that what it would have stopped runs, and is seen."""
    context = browser.new_context(
        base_url=server.address, viewport=WIDE, locale="fr-BE", bypass_csp=not with_policy
    )
    context.set_default_timeout(10_000)
    context.add_init_script(HOOKS)
    if member:
        sign_in(context, server, member)
    watch = Watch(context, context.new_page(), server.address)

    def dismiss(dialog: Dialog) -> None:
        watch.faults.append(f"a dialog: {dialog.message}")
        dialog.dismiss()

    watch.page.on("dialog", dismiss)
    context.on("weberror", lambda error: watch.faults.append(f"an error: {error.error}"))
    context.on("page", lambda page: watch.faults.append(f"a window: {page.url}"))
    context.on("request", lambda request: _check_host(watch, request.url))
    yield watch
    context.close()


def _check_host(watch: Watch, address: str) -> None:
    if not address.startswith((f"{watch.home}/", "data:image/", "ws://127.0.0.1", "blob:")):
        watch.faults.append(f"a request elsewhere: {address[:160]}")
