"""Where the built front-end files are: Vite's manifest, read once, turned into addresses."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache, cached_property
from pathlib import Path, PurePosixPath
from typing import Any

from flask import request, url_for

BUILD = "make build"


class NotBuilt(RuntimeError):
    """The front end is missing, or older than the template that asks for it."""

    def __init__(self, what: str) -> None:
        super().__init__(f"{what} is not among the built front-end files: run `{BUILD}`.")


@dataclass(frozen=True)
class Entry:
    """What one page needs: its script, the scripts that one imports, and the style sheets."""

    js: str
    preload: list[str] = field(default_factory=list)
    css: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Assets:
    """The manifest of one build, read when the first page asks and kept."""

    manifest_file: Path

    @cached_property
    def _manifest(self) -> Mapping[str, Mapping[str, Any]]:
        if not self.manifest_file.is_file():
            raise NotBuilt(self.manifest_file.name)
        manifest: Mapping[str, Mapping[str, Any]] = json.loads(self.manifest_file.read_text("utf-8"))
        return manifest

    @cached_property
    def _files(self) -> Mapping[str, str]:
        """Pictures and fonts by the name their source has, without its folder."""
        return {PurePosixPath(source).name: part["file"] for source, part in self._manifest.items()}

    def entry(self, name: str) -> Entry:
        """The addresses for one entry: ``asset('entries/learner.ts')``."""
        key = f"src/{name}"
        if key not in self._manifest:
            raise NotBuilt(name)
        parts = list(self._imports(key))
        styles = [sheet for part in parts for sheet in part.get("css", [])]
        first, *rest = (part["file"] for part in parts)
        return Entry(
            _address(first),
            [_address(file) for file in rest],
            [_address(sheet) for sheet in styles],
        )

    def url(self, name: str) -> str:
        """The address of one file by the name of its source: ``asset_url('icons.svg')``."""
        if name not in self._files:
            raise NotBuilt(name)
        return _address(self._files[name])

    def path(self, name: str) -> Path:
        """The built file itself, for what is made of it here: a font in a sheet to print."""
        if name not in self._files:
            raise NotBuilt(name)
        return self.manifest_file.parent / self._files[name]

    def _imports(self, key: str) -> Iterator[Mapping[str, Any]]:
        """The entry, then what it imports, each once."""
        waiting, seen = [key], set()
        while waiting:
            key = waiting.pop(0)
            if key not in seen:
                seen.add(key)
                yield self._manifest[key]
                waiting += self._manifest[key].get("imports", [])


def _address(file: str) -> str:
    return _address_under(request.script_root, file)


@cache
def _address_under(_root: str, file: str) -> str:
    """A page names some forty files, always the same."""
    return url_for("ui.built", name=file)
