"""The page for operators names every setting with its default, and commands that exist."""

import re
from pathlib import Path

from flask import Flask

from app.settings import Settings

PAGE = (Path(__file__).parents[2] / "docs" / "operating.md").read_text("utf-8")


def test_the_table_of_settings_is_the_one_that_the_code_writes() -> None:
    held = re.search(r"<!-- settings[^>]*-->\n(.*?)\n<!-- /settings -->", PAGE, re.DOTALL)
    assert held
    assert held[1] == Settings.table(), "flask --app wsgi compagnon settings --table"


def test_every_command_that_the_page_names_exists_and_every_command_of_an_operator_is_named(
    app: Flask,
) -> None:
    group = app.cli.commands["compagnon"]
    named = set(re.findall(r"compagnon ([a-z]+(?:-[a-z]+)*)", PAGE))
    commands = set(group.commands)  # type: ignore[attr-defined]
    wanted = {
        "create-admin",
        "backup",
        "restore",
        "go-live",
        "check",
        "upgrade",
        "settings",
        "rotate-key",
        "retry-parked",
        "jobs",
        "simulate",
    }
    assert wanted <= commands
    assert wanted <= named
    assert {name for name in named if f"wsgi compagnon {name}" in PAGE} <= commands
