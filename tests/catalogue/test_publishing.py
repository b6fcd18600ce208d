from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select

from app.catalogue.events import VersionPublished
from app.catalogue.models import BlockText, Medium, Module, ModuleVersion, VersionState
from app.catalogue.queries import find_published, get_module, get_outline, list_blocks
from app.catalogue.services.drafts import replace_draft
from app.catalogue.services.modules import LanguageFixed
from app.catalogue.services.preparing import FaultsFound
from app.catalogue.services.publishing import NoDraft, publish_version
from app.catalogue.shelf import forget_all
from app.kernel import events
from app.kernel.db import Database
from app.kernel.errors import Denied, NotFound
from app.kernel.storage import Store
from app.people.models import Role
from tests.cast import Cast, add_centre, add_member
from tests.catalogue.conftest import SLUG, Publish
from tests.catalogue.samples import MODULE, SCIE, SVG, sample

pytestmark = pytest.mark.postgres


def all_at_once(times: int, act: Callable[[int], Any]) -> list[Any]:
    with ThreadPoolExecutor(times) as pool:
        return list(pool.map(act, range(times)))


def count(session, table, *conditions) -> int:
    return session.scalar(select(func.count()).select_from(table).where(*conditions))


def test_a_first_draft_creates_the_module_in_the_centre_of_its_author(reading, cast: Cast, save) -> None:
    save()
    module = get_module(reading, cast.author.actor, SLUG)
    assert (module.centre_id, module.title, module.current_number) == (cast.centre_id, "Atelier bois", 0)


def test_publishing_counts_the_required_blocks_and_keeps_the_note(publish: Publish) -> None:
    version = publish(note=" Premier jet ")
    assert (version.number, version.state, version.note) == (1, VersionState.PUBLISHED, "Premier jet")
    assert version.required_blocks == 10


def test_publishing_what_has_not_changed_answers_the_current_version(reading, publish: Publish) -> None:
    first = publish()
    again = publish(note="encore")
    assert (again.id, again.number, again.note) == (first.id, 1, "")
    assert count(reading, ModuleVersion) == 1


def test_a_change_is_published_under_the_next_number(publish: Publish) -> None:
    publish()
    assert publish(scie=SCIE.replace("se règle", "se règle seul")).number == 2


def test_going_back_to_an_older_text_is_a_new_version(publish: Publish) -> None:
    publish()
    publish(scie=SCIE.replace("se règle", "se règle seul"))
    assert publish().number == 3


def test_a_published_version_never_changes(reading, publish: Publish, save) -> None:
    first = publish()
    before = get_outline(reading, first.id), list_blocks(reading, first.id, "la-scie", "fr")
    save(scie=SCIE.replace("La lame, le guide", "Le socle, le guide"), svg=SVG + b"\n")
    publish(scie=SCIE.replace("La lame, le guide", "La table, le guide"))
    reading.rollback()
    forget_all()
    assert (get_outline(reading, first.id), list_blocks(reading, first.id, "la-scie", "fr")) == before


def test_publishing_at_once_publishes_once(
    app: Flask, database: Database, cast, store, save, reading
) -> None:
    save()
    reading.rollback()

    def publish(_: int) -> tuple[Any, int]:
        with app.app_context(), database.writing() as writing:
            version = publish_version(writing, cast.author.actor, store=store, slug=SLUG)
            return version.id, version.number

    assert len(set(all_at_once(6, publish))) == 1


def test_the_same_new_module_sent_at_once_is_created_once(
    app: Flask, database: Database, cast: Cast, store: Store, reading
) -> None:
    def send(_: int) -> None:
        with app.app_context(), database.writing() as writing:
            replace_draft(writing, cast.author.actor, store=store, slug=SLUG, files=sample())

    all_at_once(6, send)
    assert (count(reading, Module), count(reading, ModuleVersion)) == (1, 1)


def test_different_drafts_sent_at_once_leave_one_whole(
    app: Flask, database: Database, cast: Cast, store: Store, save, reading
) -> None:
    save()
    reading.rollback()

    def send(turn: int) -> None:
        files = sample(scie=SCIE.replace("Le texte continue", f"Le texte {turn} continue"))
        with app.app_context(), database.writing() as writing:
            replace_draft(writing, cast.author.actor, store=store, slug=SLUG, files=files)

    all_at_once(6, send)
    draft = reading.scalars(select(ModuleVersion)).one()
    assert len(get_outline(reading, draft.id).required_codes) == 10
    assert count(reading, BlockText) == 11


def test_one_fault_anywhere_changes_nothing_and_every_fault_is_told(reading, publish, save) -> None:
    publish()
    broken = SCIE.replace('kind="safety"', 'kind="danger"').replace("- [x] Oui", "- [ ] Oui")
    with pytest.raises(FaultsFound) as refused:
        save(scie=broken, svg=b"<svg><script/></svg>")
    faults = refused.value.facts["faults"]
    assert {fault["file"] for fault in faults} == {"units/01-la-scie.md", "media/scie.svg"}
    assert all(fault["line"] and fault["code"] and fault["message"] for fault in faults)
    assert count(reading, ModuleVersion, ModuleVersion.number == 0) == 0


def test_files_of_another_module_are_refused_at_this_address(save) -> None:
    with pytest.raises(FaultsFound) as refused:
        save(module=MODULE.replace("slug: atelier-bois", "slug: atelier-fer"))
    assert [fault["code"] for fault in refused.value.facts["faults"]] == ["slug_differs"]


def test_a_title_that_no_screen_could_hold_is_a_fault_with_its_line(save) -> None:
    with pytest.raises(FaultsFound) as refused:
        save(scie=SCIE.replace("## Les parties", "## " + "Les parties " * 30))
    assert [(f["file"], f["line"], f["code"]) for f in refused.value.facts["faults"]] == [
        ("units/01-la-scie.md", 10, "title_too_long")
    ]


def test_a_draft_equal_to_the_current_version_leaves_no_draft(reading, publish, save) -> None:
    current = publish()
    save(scie=SCIE.replace("se règle", "se règle seul"))
    assert save().id == current.id
    assert count(reading, ModuleVersion, ModuleVersion.number == 0) == 0


def test_the_language_of_a_published_module_stays(publish, save) -> None:
    publish()
    with pytest.raises(LanguageFixed):
        save(module=MODULE.replace("language: fr", "language: nl"))


def test_the_module_says_of_itself_what_is_published_not_what_is_drafted(
    reading, cast, publish, save
) -> None:
    publish()
    save(module=MODULE.replace("title: Atelier bois", "title: Atelier du bois"))
    assert get_module(reading, cast.author.actor, SLUG).title == "Atelier bois"
    reading.rollback()
    publish(module=MODULE.replace("title: Atelier bois", "title: Atelier du bois"))
    assert get_module(reading, cast.author.actor, SLUG).title == "Atelier du bois"


def test_nobody_publishes_where_nothing_waits(session, cast, store, save) -> None:
    save()
    session.execute(ModuleVersion.__table__.delete())
    with pytest.raises(NoDraft):
        publish_version(session, cast.author.actor, store=store, slug=SLUG)


def test_a_picture_used_by_two_versions_is_kept_once(reading, publish: Publish) -> None:
    publish()
    publish(scie=SCIE.replace("se règle", "se règle seul"))
    assert count(reading, Medium) == 1


def test_whoever_listens_hears_of_each_publication_once(monkeypatch, publish: Publish) -> None:
    heard: list[VersionPublished] = []
    monkeypatch.setitem(events._reactions, VersionPublished, [lambda _session, event: heard.append(event)])
    version = publish()
    publish()
    assert [(event.version_id, event.number) for event in heard] == [(version.id, 1)]


@pytest.mark.parametrize("who", ["learner", "tutor", "manager", "network", "host"])
def test_only_trainers_of_the_centre_change_its_modules(session, cast, store, publish, who) -> None:
    publish()
    with pytest.raises(Denied):
        replace_draft(session, getattr(cast, who).actor, store=store, slug=SLUG, files=sample())


def test_a_private_module_is_not_there_for_another_centre(session, cast, store, publish) -> None:
    publish()
    with pytest.raises(NotFound):
        replace_draft(session, cast.other_author.actor, store=store, slug=SLUG, files=sample())
    with pytest.raises(NotFound):
        publish_version(session, cast.other_author.actor, store=store, slug=SLUG)


def test_a_shared_module_is_read_in_another_centre_and_changed_in_its_own(
    session, cast, store, publish
) -> None:
    version = publish()
    session.get(Module, version.module_id).is_shared = True
    session.flush()
    assert get_module(session, cast.stranger.actor, SLUG).slug == SLUG
    with pytest.raises(Denied):
        publish_version(session, cast.other_author.actor, store=store, slug=SLUG)


def test_what_was_never_published_is_there_for_its_authors_alone(reading, cast, save) -> None:
    save()
    assert get_module(reading, cast.author.actor, SLUG)
    with pytest.raises(NotFound):
        get_module(reading, cast.learner.actor, SLUG)


def test_the_version_one_begins_is_the_newest(reading, publish: Publish) -> None:
    publish()
    newest = publish(scie=SCIE.replace("se règle", "se règle seul"))
    found = find_published(reading, newest.module_id)
    assert found is not None
    assert found.id == newest.id


def test_two_centres_may_use_the_same_picture(session, app, database, cast, store, publish) -> None:
    publish()
    session.rollback()
    with app.app_context(), database.writing() as writing:
        author = add_member(writing, "Jeanne", add_centre(writing, "huy", "Huy"), Role.TRAINER)
        files = sample(module=MODULE.replace("slug: atelier-bois", "slug: atelier-fer"))
        replace_draft(writing, author.actor, store=store, slug="atelier-fer", files=files)
    assert count(session, Medium) == 1
