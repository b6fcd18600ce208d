"""Under which licence others may use the module."""

from app.catalogue.checks.results import Found, Place, Verdict
from app.catalogue.content.sources import ModuleSource

NAME = "licence"
KNOWN = frozenset(
    f"CC-{terms}-4.0" for terms in ("BY", "BY-SA", "BY-NC", "BY-NC-SA", "BY-ND", "BY-NC-ND")
) | {"CC0-1.0"}


def check(module: ModuleSource) -> Found:
    figures = {"licence": module.licence}
    if not module.licence.strip():
        return Found(NAME, Verdict.BLOCKS, (Place(why="no_licence"),), figures)
    if module.licence not in KNOWN:
        return Found(NAME, Verdict.WARNS, (Place(why="unknown_licence"),), figures)
    return Found(NAME, Verdict.FINE, (), figures)
