"""What is refused is shown again, and what stands in an address too: as text, whatever it is."""

from urllib.parse import quote

import pytest
from playwright.sync_api import Browser, FilePayload

from app.people.models import Person
from tests.catalogue.samples import MODULE, SCIE, sample
from tests.hostile import PAYLOADS, WORDS, line, mark, marked, needs_corpus, packs
from tests.journeys.hostile_site import HostileSite, hostile_site, signals_of
from tests.journeys.planted_site import PAGES
from tests.journeys.test_hostile_text import READERS, readers_of
from tests.journeys.typed_fields import read_by_views
from tests.journeys.watching import Watch, watching
from tests.planted import BLOCK, zipped

__all__ = ["hostile_site"]

pytestmark = [pytest.mark.journey, needs_corpus]

# Forms that refuse what is typed, and show it again: whose, on which page, the end of the form's address.
REFUSED = [
    (None, "/sign-in", "/sign-in"),
    (None, "/password/forgot", "/forgot"),
    ("learner", "/profile", "/profile"),
    ("learner", "/profile", "/password"),
    ("manager", "/centre/people/new", "/people"),
    ("network", "/network/centres/new", "/network/centres"),
    ("network", "/network/centres/{centre}", "/managers"),
    ("manager", "/centre/hours/{centre}", "/contact"),
    ("manager", "/centre/hours/{centre}", "/closures"),
    ("host", "/sessions/new", "/sessions"),
    ("host", "{session}/edit", "{session}"),
    ("host", "{session}", "/people"),
    ("host", "{grid}", "{booking}"),
    ("tutor", "{followed}", "/interventions"),
    ("tutor", "/tutor?open={signal}&act=note", "/act"),
    ("learner", "{help}?ask=1", "{help}"),
]
FILL = """([end, words]) => {
    const form = [...document.forms].find(one => one.method === 'post' && new URL(one.action).pathname.endsWith(end));
    if (!form) return 'no such form: ' + [...document.forms].map(one => one.action);
    for (const one of [...form.elements]) {
        if (!one.name || ['csrf_token', 'attempt'].includes(one.name) || one.type === 'submit') continue;
        const typed = document.createElement('textarea');
        typed.name = one.name;
        typed.value = words;
        one.replaceWith(typed);
    }
    form.noValidate = true;
    HTMLFormElement.prototype.submit.call(form);
}"""


@pytest.mark.parametrize(("who", "page", "end"), REFUSED, ids=lambda value: str(value))
def test_refused_forms_show_what_was_typed_as_text(
    browser: Browser, hostile_site: HostileSite, who: str | None, page: str, end: str
) -> None:
    member = hostile_site.member(who) if who else None
    if member and end == "/password":
        with hostile_site.server.database.writing() as session:
            session.get_one(Person, member.id).password_hash = "has one, whatever it is"
    names = names_of(hostile_site)
    with watching(browser, hostile_site.server, member) as watch:
        for words in packs("again", 16_000):
            watch.page.goto(page.format(**names))
            with watch.page.expect_navigation():
                assert watch.page.evaluate(FILL, [end.format(**names), words]) is None
            watch.look()
    assert watch.faults == []


def names_of(site: HostileSite) -> dict[str, str]:
    here = site.world.here
    return {
        "signal": signals_of(site, str(here.enrolment_id))[0]["id"],
        "session": f"/sessions/{here.session_id}",
        "grid": f"/sessions/{here.held_session_id}/grid/{here.held_id}",
        "booking": str(here.held_id),
        "centre": here.centre_code,
        "followed": f"/tutor/learners/{here.enrolment_id}",
        "help": f"/learn/help/{here.enrolment_id}/{BLOCK}",
    }


PARAMETERS = sorted(
    {one.partition(":")[2] for one in read_by_views()} | {"cursor", "search", "module", "token"}
)
LONGEST_ADDRESS = 3500


def test_addresses_that_say_more_than_they_should_show_it_as_text(
    browser: Browser, hostile_site: HostileSite
) -> None:
    """Every page with hostile words in every parameter; and every payload in the fields one searches by."""
    faults: list[str] = []
    for reader in READERS:
        with watching(browser, hostile_site.server, hostile_site.member(reader)) as watch:
            for row in PAGES:
                if readers_of(row)[-1:] == [reader]:
                    query = "&".join(f"{name}={quote(marked('asked', 40))}" for name in PARAMETERS)
                    watch.visit(
                        f"{row.address(row.values(hostile_site.world.here))}?{query}"[:LONGEST_ADDRESS]
                    )
        faults += watch.faults
    assert faults == []


# Where one searches: whose, and where.
SEARCHES = [
    ("learner", "/learn/modules?q="),
    ("author", "/studio?q="),
    ("manager", "/centre/people?q="),
    ("manager", "/centre/journal?person="),
    ("manager", "/centre/journal?by="),
    ("manager", "/see-as?q="),
    ("network", "/network?q="),
]
# Reads pages without opening each: what became of the words is in their markup.
READ = """async addresses => (await Promise.all(addresses.map(async address => {
    const page = new DOMParser().parseFromString(await (await fetch(address)).text(), 'text/html');
    const bad = [...page.querySelectorAll('*')].filter(one => one.localName.startsWith('xss-') ||
        [...one.attributes].some(each => /^on/i.test(each.name)));
    return bad.length || !page.documentElement.innerHTML.includes('xss-asked') ? [address] : [];
}))).flat()"""


@pytest.mark.parametrize(("who", "address"), SEARCHES)
def test_whatever_is_looked_for_is_shown_as_text(
    browser: Browser, hostile_site: HostileSite, who: str, address: str
) -> None:
    words = [f"{mark('asked')}{one}" for one in WORDS if len(one) < 80]
    assert len(words) >= 80
    with watching(browser, hostile_site.server, hostile_site.member(who)) as watch:
        watch.visit(address + quote(words[0]))
        assert watch.seen >= {"asked"}
        for start in range(0, len(words), 8):
            assert watch.page.evaluate(READ, [address + quote(one) for one in words[start : start + 8]]) == []
    assert watch.faults == []


def upload(watch: Watch, name: str, content: bytes) -> None:
    """Send an archive by the page of the author's modules."""
    watch.page.goto("/studio")
    file = FilePayload(name=name, mimeType="application/zip", buffer=content)
    watch.page.locator("input[type=file]").set_input_files(files=[file])
    with watch.page.expect_navigation():
        watch.page.get_by_role("button", name="Créer le brouillon").click()
    watch.look()


def test_an_archive_that_is_hostile_throughout_is_refused_in_text(
    browser: Browser, hostile_site: HostileSite
) -> None:
    """Every field of `module.yaml` and of a unit, every attribute, the names of members and of the file itself."""
    words = line("archive", 300).replace("\\", "").replace('"', "'")
    head = "\n".join(
        f'{row.partition(":")[0]}: "{words}"' if row[:1].isalpha() and not row.endswith((":", ">-")) else row
        for row in MODULE.splitlines()
    )
    unit = SCIE.replace('="', f'="{words}').replace("title: La scie", f'title: "{words}"')
    names = {f"media/{mark('member')}.svg": b"<svg/>", f"{mark('loose')}.html": b"x"}
    with watching(browser, hostile_site.server, hostile_site.member("author")) as watch:
        upload(watch, f"{mark('file')}.zip", zipped(sample(module=head, scie=unit)))
        upload(watch, "module.zip", zipped(sample() | names))
        upload(watch, f"{mark('file')}.zip", b"no zip")
        for start in range(0, len(PAYLOADS), 40):
            unit = SCIE + "".join(f"\n\n{one}\n" for one in PAYLOADS[start : start + 40])
            upload(watch, "module.zip", zipped(sample(scie=unit)))
    assert watch.seen >= {"archive", "member", "loose"}
    assert watch.faults == []


def test_a_drawing_runs_nothing_when_it_is_opened_by_itself(
    browser: Browser, hostile_site: HostileSite
) -> None:
    """Each drawing that the importer takes is opened as a page of its own; most are refused."""
    drawings = [one for one in PAYLOADS if "<svg" in one.lower()]
    app, author = hostile_site.server.app, hostile_site.member("author")
    client, taken = app.test_client(), []
    for number, drawing in enumerate(drawings):
        slug = f"dessin-{number}"
        files = sample(module=MODULE.replace("slug: atelier-bois", f"slug: {slug}"), svg=drawing)
        draft = client.put(
            f"/api/v1/modules/{slug}/draft",
            data=zipped(files),
            headers=author.bearer,
            content_type="application/zip",
        )
        assert draft.status_code in (200, 422)
        if draft.status_code == 200:
            client.post(f"/api/v1/modules/{slug}/versions", json={"note": ""}, headers=author.bearer)
            taken.append(slug)
    with watching(browser, hostile_site.server, author) as watch:
        for slug in taken:
            watch.page.goto(f"/studio/modules/{slug}/versions/1/units/la-scie")
            picture = watch.page.locator("figure img").first.get_attribute("src")
            assert picture
            watch.visit(picture)
    assert watch.faults == []
    assert 0 < len(taken) < len(drawings)
