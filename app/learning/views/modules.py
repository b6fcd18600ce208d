"""Finding a module, beginning it, and its page: every unit on one rail."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import get_locale, gettext

from app.catalogue.queries import get_module, get_outline, list_terms, page_modules
from app.kernel.access import needs
from app.kernel.clock import now
from app.kernel.errors import NotFound
from app.kernel.i18n import spoken
from app.kernel.identity import signed_in_actor
from app.kernel.unit_of_work import commit, session
from app.learning.former import had_unit
from app.learning.moves import list_news
from app.learning.news import tell_news
from app.learning.pages import pages
from app.learning.queries import Followed, explain, find_own, list_own
from app.learning.reports import warnings_of
from app.learning.screens import continue_url, say_minutes, show_module, unit_stops, unit_url
from app.learning.services.enrolments import enrol_oneself, find_open


@pages.get("/learn/modules")
@needs("learner")
def modules() -> ResponseReturnValue:
    actor = signed_in_actor()
    search = request.args.get("q", "").strip()[:100]
    found, following = page_modules(
        session(), actor, open_only=True, search=search, after=request.args.get("after")
    )
    own = list_own(session(), actor)
    begun = {followed.slug for followed in own}
    offered = [module for module in found if module.slug not in begun]
    return render_template(
        "learning/modules.html", own=own, offered=offered, search=search, following=following
    )


@pages.get("/learn/modules/<slug>")
@needs("learner")
def module(slug: str) -> ResponseReturnValue:
    followed = find_own(session(), signed_in_actor(), slug)
    return _own_module(followed) if followed else _offered_module(slug)


def _own_module(followed: Followed) -> str:
    outline = get_outline(session(), followed.enrolment.version_id, spoken())
    told = explain(session(), followed.enrolment, outline=outline)
    shown = show_module(outline, told, followed.enrolment.last_block)
    return render_template(
        "learning/module.html",
        followed=followed,
        told=told,
        shown=shown,
        stops=unit_stops(followed.slug, shown),
        onward=continue_url(followed, shown),
        left=say_minutes(shown.minutes_left) if shown.minutes_left else "",
        terms=list_terms(session(), outline, str(get_locale() or "fr")),
        warnings=warnings_of(session(), followed),
        news=[tell_news(each) for each in list_news(session(), followed.enrolment)],
        unit_url=unit_url,
    )


def _offered_module(slug: str) -> str:
    module = get_module(session(), signed_in_actor(), slug)
    version = find_open(session(), module)
    outline = get_outline(session(), version.id, spoken())
    return render_template(
        "learning/module_offered.html",
        module=module,
        summary=module.summary_in(spoken()),
        outcomes=version.outcomes_in(spoken()),
        outline=outline,
        duration=say_minutes(sum(unit.minutes for unit in outline.units)),
        say_minutes=say_minutes,
    )


@pages.post("/learn/modules/<slug>/enrolments")
@needs("learner")
def begin(slug: str) -> ResponseReturnValue:
    actor = signed_in_actor()
    enrolment, _created = enrol_oneself(session(), actor, module=get_module(session(), actor, slug))
    first = get_outline(session(), enrolment.version_id).units[0]
    commit()
    return redirect(unit_url(slug, first.code), 303)


@pages.post("/learn/modules/<slug>/news")
@needs("learner")
def read_news(slug: str) -> ResponseReturnValue:
    """What a move changed has been read."""
    followed = find_own(session(), signed_in_actor(), slug)
    if followed is None:
        raise NotFound
    followed.enrolment.version_read_at = now()
    commit()
    return redirect(url_for("learning.module", slug=slug), 303)


def lead_to_present(followed: Followed, unit: str) -> ResponseReturnValue:
    """From a unit that a newer version has no more, to the module as it is. Raises NotFound for one it never had."""
    if not had_unit(session(), followed.enrolment, unit):
        raise NotFound
    flash(
        gettext(
            "Cette unité n’est plus dans la version %(number)s du module. Tout ce que vous avez fait est gardé.",
            number=followed.number,
        )
    )
    return redirect(url_for("learning.module", slug=followed.slug), 303)


@pages.get("/learn/modules/<slug>/continue")
@needs("learner")
def resume(slug: str) -> ResponseReturnValue:
    """To the line where the learner was last, on whatever device."""
    followed = find_own(session(), signed_in_actor(), slug)
    if followed is None:
        return lead_to_offer(slug)
    outline = get_outline(session(), followed.enrolment.version_id, spoken())
    told = explain(session(), followed.enrolment, outline=outline)
    return redirect(continue_url(followed, show_module(outline, told, followed.enrolment.last_block)), 303)


def lead_to_offer(slug: str) -> ResponseReturnValue:
    """Who has not begun the module is shown what it offers; one that they may not see is not there."""
    found = get_module(session(), signed_in_actor(), slug)
    return redirect(url_for("learning.module", slug=found.slug), 303)
