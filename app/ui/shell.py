"""What every page carries around its content: places, person, whom to call, languages.

Nothing here asks the database for each page: it comes with the caller, who is loaded once, or is kept for a while.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Protocol

from flask import Flask, current_app, g, request, url_for
from flask_wtf.csrf import generate_csrf

from app.kernel.access import allows
from app.kernel.i18n import LANGUAGES, spoken
from app.kernel.identity import current_actor
from app.kernel.paths import current_path
from app.kernel.seeing import is_seeing
from app.kernel.unit_of_work import database
from app.ui.navigation import LEARNER, WORK, Place, places_for
from app.ui.receptions import Find, Receptions
from app.ui.sentences import sentences_in


class Contact(Protocol):
    """Whom a person calls: someone of their centre."""

    @property
    def name(self) -> str: ...

    @property
    def phone(self) -> str: ...

    @property
    def email(self) -> str: ...

    @property
    def opening_hours(self) -> Mapping[str, Any]: ...

    @property
    def is_reachable(self) -> bool: ...


@dataclass(frozen=True)
class Face:
    """The signed-in person, as the header shows them."""

    name: str
    id: Any = ""

    @property
    def initial(self) -> str:
        return self.name[:1].upper()


@dataclass(frozen=True)
class Addresses:
    """Where the pages are that every page leads to; the wiring says."""

    sign_out: str
    profile: str
    language: str
    search: str
    help: str
    data: str
    privacy: str


class Shell:
    """Read by the layouts as `shell`; each part is made when a template asks for it."""

    def __init__(self, addresses: Addresses | None, *, demo: bool) -> None:
        self._addresses, self.demo = addresses, demo

    @cached_property
    def _actor(self) -> Any:
        return current_actor()

    @property
    def only_seen(self) -> bool:
        """Whether these are the pages of someone else, looked at and nothing more."""
        return is_seeing(self._actor)

    @cached_property
    def space(self) -> str:
        """LEARNER or WORK; a page that both share is shown in the one of the person's work."""
        if self._actor is None:
            return "public"
        if request.path == "/learn" or request.path.startswith("/learn/"):
            return LEARNER
        return WORK if allows("staff", self._actor) else LEARNER

    @property
    def layout(self) -> str:
        """The layout of a page that every space shares: `{% extends shell.layout %}`."""
        return {LEARNER: "base/learner.html", WORK: "base/workbench.html"}.get(self.space, "base/public.html")

    @property
    def held(self) -> bool:
        """Whether staff are to be told that this is a restored copy, which sends nothing."""
        if self._actor is None or not allows("staff", self._actor):
            return False
        found: bool = current_app.extensions["compagnon"].dispatcher.is_held
        return found

    @cached_property
    def nav(self) -> list[Place]:
        return places_for(self._actor, self.space) if self._actor else []

    @property
    def spaces(self) -> list[Place]:
        """The first place of each space the person goes to: learning, work."""
        found = [places_for(self._actor, space)[:1] for space in (LEARNER, WORK)] if self._actor else []
        return [place for first in found for place in first]

    @property
    def person(self) -> Face | None:
        if self._actor is None:
            return None
        return Face(self._actor.given_name or self._actor.name, self._actor.id)

    @property
    def contact(self) -> Contact | None:
        """The reception of the person's centre; None where no centre is known, or it cannot be reached."""
        contact: Contact | None = self._actor.contact if self._actor else None
        return contact if contact and contact.is_reachable else None

    @cached_property
    def receptions(self) -> Sequence[Contact]:
        """Whom to call where `contact` says nobody: every centre's."""
        kept: Receptions | None = current_app.extensions.get("compagnon_receptions")
        return kept.list(database(), may_ask=not g.get("is_failing", False)) if kept else ()

    @property
    def language(self) -> str:
        return spoken()

    @property
    def languages(self) -> list[tuple[str, str]]:
        return list(LANGUAGES.items())

    @property
    def csrf_token(self) -> str:
        token: str = generate_csrf()
        return token

    def sentences_for(self, entry: str) -> dict[str, str]:
        return sentences_in(self.language, entry=entry, signed_in=self._actor is not None)

    @property
    def here(self) -> str:
        """Where to come back to after an act of the shell itself."""
        return current_path() if request.method == "GET" else "/"

    @property
    def sign_out_url(self) -> str:
        return url_for(self._addresses.sign_out) if self._addresses else ""

    @property
    def help_url(self) -> str:
        """The guide of this person's role; in their own space, a learner's."""
        if self._addresses is None:
            return ""
        if self.space == LEARNER:
            return self.help_at(LEARNER)
        return url_for(self._addresses.help)

    def help_at(self, guide: str, question: str | None = None) -> str:
        """One question of one guide, which a page leads to."""
        return url_for(self._addresses.help, guide=guide, _anchor=question) if self._addresses else ""

    @property
    def profile_url(self) -> str:
        return url_for(self._addresses.profile) if self._addresses else ""

    @property
    def search_url(self) -> str:
        return url_for(self._addresses.search) if self._addresses and self._actor else ""

    @property
    def is_searching(self) -> bool:
        return request.path == self.search_url

    @property
    def language_url(self) -> str:
        return url_for(self._addresses.language) if self._addresses else ""

    @property
    def data_url(self) -> str:
        """Where one reads what is kept: of oneself, or of anybody before sign-in."""
        if self._addresses is None:
            return ""
        return url_for(self._addresses.data if self._actor else self._addresses.privacy)


def init_shell(app: Flask, *, demo: bool) -> None:
    @app.context_processor
    def give_shell() -> dict[str, Shell]:
        return {"shell": Shell(current_app.extensions.get("compagnon_addresses"), demo=demo)}


def lead_to(app: Flask, addresses: Addresses, *, receptions: Find) -> None:
    app.extensions["compagnon_addresses"] = addresses
    app.extensions["compagnon_receptions"] = Receptions(receptions)
