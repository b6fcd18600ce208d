from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from flask import Flask

from app.catalogue import commands
from app.catalogue.content import read_folder
from app.catalogue.models import Module
from app.catalogue.queries import find_draft, find_module, find_published
from app.catalogue.services.shipping import import_shipped
from tests.cast import Cast
from tests.catalogue.conftest import SLUG
from tests.catalogue.samples import SCIE, sample


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return lay_down(tmp_path / SLUG, sample())


def lay_down(folder: Path, files: dict[str, bytes]) -> Path:
    commands.write_folder(folder, files)
    return folder


@pytest.fixture
def run(app: Flask, cast: Cast):
    def act(command, *words: object) -> Result:
        with app.app_context():
            return CliRunner().invoke(command, [str(word) for word in words])

    return act


def test_what_is_imported_comes_out_byte_for_byte(run, folder: Path, tmp_path: Path) -> None:
    assert run(commands.import_folder, folder, "--centre", "liege").exit_code == 0
    assert run(commands.export_folder, SLUG, tmp_path / "out").exit_code == 0
    assert read_folder(tmp_path / "out") == read_folder(folder)


def test_the_shipped_modules_come_out_byte_for_byte(run, tmp_path: Path) -> None:
    for folder in (Path(__file__).parents[2] / "content").iterdir():
        assert run(commands.import_folder, folder, "--centre", "liege", "--shared").exit_code == 0
        assert run(commands.publish, folder.name, "--note", "Première version").exit_code == 0
        assert run(commands.export_folder, folder.name, tmp_path / folder.name).exit_code == 0
        assert read_folder(tmp_path / folder.name) == read_folder(folder)


def test_exporting_over_a_module_takes_away_what_it_no_longer_has(run, folder: Path, tmp_path: Path) -> None:
    run(commands.import_folder, folder, "--centre", "liege")
    (folder / "units/03-ancienne.md").write_text("autrefois")
    run(commands.export_folder, SLUG, folder)
    assert read_folder(folder) == sample()


def test_a_folder_that_holds_something_else_is_left_alone(run, folder: Path, tmp_path: Path) -> None:
    run(commands.import_folder, folder, "--centre", "liege")
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine/letter.txt").write_text("à garder")
    assert run(commands.export_folder, SLUG, tmp_path / "mine").exit_code == 1
    assert read_folder(tmp_path / "mine") == {"letter.txt": "à garder".encode()}


def test_validating_names_each_fault_with_its_place(run, folder: Path) -> None:
    (folder / "units/01-la-scie.md").write_text(SCIE.replace('kind="safety"', 'kind="danger"'))
    told = run(commands.validate, folder)
    assert told.exit_code == 1
    assert "units/01-la-scie.md:19: " in told.output


def test_formatting_writes_the_missing_ids(run, folder: Path) -> None:
    (folder / "units/01-la-scie.md").write_text(SCIE.replace(" {#parties}", ""))
    written = run(commands.format_folder, folder)
    assert (written.exit_code, written.output.strip()) == (0, "units/01-la-scie.md")
    assert "{#les-parties}" in (folder / "units/01-la-scie.md").read_text()
    assert run(commands.format_folder, folder).output == ""


@pytest.mark.parametrize("centre", ["nulle-part", "mons"])
def test_a_module_stays_in_its_centre(run, folder: Path, centre: str) -> None:
    run(commands.import_folder, folder, "--centre", "liege")
    assert run(commands.import_folder, folder, "--centre", centre).exit_code == 1


def test_publishing_needs_something_to_publish(run) -> None:
    assert run(commands.publish, SLUG).exit_code == 1


@pytest.fixture
def ship(app, database, cast: Cast, store, folder: Path):
    def act() -> int:
        with app.app_context(), database.writing() as session:
            return import_shipped(session, store, folder, cast.centre_id, True).number

    return act


def test_a_shipped_module_is_published_once_for_each_state_of_its_files(ship, folder: Path) -> None:
    assert (ship(), ship()) == (1, 1)
    lay_down(folder, sample(scie=SCIE.replace("se règle", "se règle seul")))
    assert (ship(), ship()) == (2, 2)


def test_shipping_does_not_undo_what_authors_published_since(ship, publish) -> None:
    ship()
    publish(scie=SCIE.replace("se règle", "se règle seul"))
    assert ship() == 2


def test_shipping_leaves_a_draft_under_way_alone(ship, save, folder: Path, reading) -> None:
    ship()
    draft = save(scie=SCIE.replace("se règle", "se règle seul"))
    lay_down(folder, sample(scie=SCIE.replace("se règle", "se règle vite")))
    assert ship() == 1
    module = find_module(reading, SLUG)
    assert isinstance(module, Module)
    assert module.is_shared
    kept = find_draft(reading, module.id)
    assert kept is not None
    assert kept.id == draft.id
    assert find_published(reading, module.id) is not None


def test_a_new_folder_is_a_module_that_can_be_imported_and_is_canonical(run, tmp_path: Path) -> None:
    folder = tmp_path / "la-scie"
    assert run(commands.new, folder, "--title", "La scie : régler").exit_code == 0
    assert run(commands.validate, folder).exit_code == 0
    assert "module.yaml" not in run(commands.format_folder, folder).output
    assert run(commands.import_folder, folder, "--centre", "liege").exit_code == 0
    assert run(commands.new, folder, "--title", "Autre").exit_code == 1
    assert run(commands.new, tmp_path / "Pas un slug", "--title", "Autre").exit_code == 1
