"""Facts of a trade change: the day on which someone reads the module again lies ahead."""

from datetime import date, timedelta

from app.catalogue.checks.results import Figure, Found, Place, Verdict
from app.catalogue.content.sources import ModuleSource

NAME = "review_day"
SOON = timedelta(days=60)


def check(module: ModuleSource, today: date) -> Found:
    figures: dict[str, Figure] = {
        "day": module.review_on.isoformat(),
        "days": (module.review_on - today).days,
    }
    if module.review_on <= today:
        return Found(NAME, Verdict.BLOCKS, (Place(why="past"),), figures)
    if module.review_on <= today + SOON:
        return Found(NAME, Verdict.WARNS, (Place(why="soon"),), figures)
    return Found(NAME, Verdict.FINE, (), figures)
