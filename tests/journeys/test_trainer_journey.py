"""From an empty page to a second version: a trainer writes, a colleague reads, a learner plays, and is moved."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from app.network.models import Centre
from app.people.models import Role
from tests import databases
from tests.cast import Member, add_member
from tests.catalogue.photographs import photograph
from tests.catalogue.samples import MEDIA
from tests.journeys.conftest import PHONE, WIDE, Sit
from tests.journeys.studio_blocks import ASKED, EVERY_OTHER, FIRST, RIGHT, TASK
from tests.journeys.studio_screens import Studio
from tests.servers import Server, serving

pytestmark = pytest.mark.journey


@pytest.fixture
def site(sqlite_template: Path, tmpfs: Path) -> Iterator[Server]:
    with serving(database_url=databases.copy_of(sqlite_template, tmpfs)) as server:
        yield server


def colleague(site: Server) -> Member:
    with site.app.app_context(), site.database.writing() as session:
        return add_member(session, "Yasmina", session.get_one(Centre, site.cast.centre_id), Role.TRAINER)


def answer(page: Page, block: str, choice: str) -> None:
    here = page.locator(f"#{block}")
    here.get_by_label(choice, exact=True).check()
    with page.expect_response("**/api/v1/learning/events"):
        here.get_by_role("button", name="Valider").click()


def test_a_module_with_every_kind_of_block_is_written_read_published_played_and_corrected(
    site: Server, sit: Sit
) -> None:
    fatou = Studio(sit(site.cast.author, at=site, size=WIDE))
    slug = fatou.begins("Changer une lame de scie")
    editor = fatou.page.url.split("#")[0]
    fatou.opens_block(0)
    fatou.writes(FIRST)
    fatou.adds_a_picture(
        "atelier.jpg", photograph((1600, 1200)), "Une scie à ruban, courant coupé, lame visible."
    )
    asked = fatou.adds(ASKED)
    fatou.sends_files(slug, MEDIA)
    fatou.opens(editor)
    for block in EVERY_OTHER:
        fatou.adds(block)
    fatou.adds_a_unit_in_the_centre()
    fatou.opens_block(0)
    fatou.writes(TASK)

    fatou.says_what_the_module_is_for(slug, "Après ce module, vous changez une lame sans rien risquer.")

    yasmina = Studio(sit(colleague(site), at=site, size=WIDE))
    fatou.asks_for_a_review(slug)
    yasmina.comments_and_approves(slug, asked, "Dites aussi de quels gants il s’agit.")
    fatou.reads_the_comment_and_settles_it(slug, "Dites aussi de quels gants il s’agit.")
    fatou.publishes(slug, 1)

    nadia = sit(site.cast.learner, at=site, size=PHONE)
    nadia.goto(f"/learn/modules/{slug}")
    nadia.get_by_role("button", name="Commencer").click()
    nadia.goto(f"/learn/modules/{slug}/units/{editor.rsplit('/', 1)[1]}")
    answer(nadia, asked, RIGHT)
    expect(nadia.locator(f"#{asked} .feedback")).to_contain_text("La dent reste tranchante.")

    fatou.opens_the_draft(editor)
    fatou.opens(f"{editor}?block={asked}")
    fatou.form.locator("[name='answers.right'][value='1']").check()
    fatou.is_saved()
    fatou.reads_whom_it_concerns(slug, "1 personne suit la version 1", "ce bloc ou rien", "reste fait")
    fatou.publishes(slug, 2)
    fatou.moves_everyone(slug, asked, "La réponse juste était fausse.")
    nadia.goto("/learn")
    expect(nadia.locator("main")).to_contain_text("Votre module a changé")
    nadia.goto(f"/learn/modules/{slug}")
    expect(nadia.locator("main")).to_contain_text("La réponse juste était fausse.")
