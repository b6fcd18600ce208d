"""The guide of each role: the first questions of the first day."""

from flask import current_app, render_template, url_for
from flask.typing import ResponseReturnValue

from app.home.guides import ENTERING, GUIDES
from app.home.guides.shape import Guide, Way
from app.home.pages import pages
from app.kernel.access import PUBLIC, allows, needs, policy_of
from app.kernel.errors import NotFound
from app.kernel.identity import current_actor


@pages.get("/help")
@pages.get("/help/<guide>")
@needs(PUBLIC)
def help_page(guide: str | None = None) -> ResponseReturnValue:
    """Everyone's own guide; who has several roles begins with the first and sees the others beside it.

    Any guide may be read: a guide is no secret. Only its links are for those whom they let in.
    """
    if guide is None:
        return show(next(iter(own_guides()), ENTERING))
    found = next((each for each in (ENTERING, *GUIDES) if each.key == guide), None)
    if found is None:
        raise NotFound
    return show(found)


def own_guides() -> list[Guide]:
    actor = current_actor()
    return [guide for guide in GUIDES if actor and allows(guide.policy, actor)]


def show(guide: Guide) -> str:
    own = own_guides() or [ENTERING]
    tabs = own if guide in own else [guide, *own]
    return render_template(
        "home/help.html",
        guide=guide,
        tabs=[
            {"label": each.name, "url": url_for("home.help_page", guide=each.key), "current": each is guide}
            for each in tabs
        ],
        ways={question.key: open_ways(question.ways) for question in guide.questions},
    )


def open_ways(ways: tuple[Way, ...]) -> list[tuple[str, str]]:
    """The label and address of the pages that this person may open."""
    return [(str(way.label), url_for(way.endpoint)) for way in ways if _lets_in(way)]


def _lets_in(way: Way) -> bool:
    policy, actor = policy_of(current_app.view_functions[way.endpoint]) or "", current_actor()
    return allows(policy, actor) if actor else policy == PUBLIC
