"""Making cards at the centre: for one person, for a class, again when one is lost."""

from uuid import UUID

from flask import Response, current_app, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from app.kernel.access import needs
from app.kernel.blocking import run_alone
from app.kernel.errors import DomainError, NotFound
from app.kernel.i18n import speaking, today
from app.kernel.identity import signed_in_actor
from app.kernel.ids import parse_id
from app.kernel.numbers import asked_number
from app.kernel.runtime import runtime
from app.kernel.sentences import sentence_for
from app.kernel.unit_of_work import commit, session
from app.network.models import Centre
from app.network.queries import get_centre
from app.people.card_sheet import Face, Fonts, print_sheet
from app.people.groups import list_open_groups
from app.people.models import Role
from app.people.pages import pages
from app.people.policy import CARD_MAKERS
from app.people.services.cards import Made, draw_cards, make_cards, page_holders
from app.ui.assets import Assets, NotBuilt

PAGE = 60
LATIN = "atkinson-hyperlegible-next-latin-wght-normal.woff2"
MORE = "atkinson-hyperlegible-next-latin-ext-wght-normal.woff2"


@pages.get("/centre/cards")
@needs("card_maker")
def cards() -> ResponseReturnValue:
    return _cards_page()


def _cards_page(fault: str = "") -> str:
    centre_id, search = _centre_id(), request.args.get("q", "").strip()
    groups = list_open_groups(session(), centre_id)
    wanted = request.values.get("group", "")
    group = next((group_id for group_id, _name in groups if str(group_id) == wanted), None)
    number, only_without = asked_number("page", 1, least=1), request.args.get("show") == "without"
    page = page_holders(
        session(),
        signed_in_actor(),
        centre_id=centre_id,
        search=search,
        only_without=only_without,
        group_id=group,
        first=(number - 1) * PAGE,
        limit=PAGE,
    )
    return render_template(
        "people/cards.html",
        page=page,
        number=number,
        size=PAGE,
        centre_id=centre_id,
        centres=_own_centres(),
        manages=signed_in_actor().has_role_in(centre_id, Role.CENTRE_MANAGER),
        search=search,
        only_without=only_without,
        groups=groups,
        group=group,
        fault=fault,
        chosen=set(request.form.getlist("person")),
    )


def _own_centres() -> dict[UUID, str]:
    held = signed_in_actor().held
    return {one.centre_id: one.centre_name for one in held if one.role in CARD_MAKERS}


def _centre_id() -> UUID:
    """The centre asked for, else the first one; another's is not found."""
    wanted = request.values.get("centre", "")
    found = [centre_id for centre_id in _own_centres() if not wanted or str(centre_id) == wanted]
    if not found:
        raise NotFound
    return found[0]


@pages.post("/centre/cards")
@needs("card_maker")
def create_cards() -> ResponseReturnValue:
    """A sheet to print, or the cards on the screen: the PINs are told this once."""
    actor, centre_id = signed_in_actor(), _centre_id()
    person_ids = list(dict.fromkeys(parse_id(text) for text in request.form.getlist("person")[:PAGE]))
    session().rollback()  # hashing must not hold the write lock
    drawn = draw_cards(centre_id, len(person_ids))
    try:
        made = make_cards(session(), actor, centre_id=centre_id, person_ids=person_ids, drawn=drawn)
    except NotFound:
        raise
    except DomainError as error:
        return _cards_page(sentence_for(error.code, error.facts)), 422
    centre = get_centre(session(), centre_id)
    commit()
    if request.form.get("as") == "screen":
        return render_template("people/cards_made.html", made=made, centre_id=centre_id, link=_short_link())
    return _sheet(made, centre)


def _sheet(made: list[Made], centre: Centre) -> Response:
    faces = [_face(one, centre) for one in made]
    title = gettext("Cartes pour se connecter")
    printed = run_alone(print_sheet, faces, title, _fonts())
    word = gettext("cartes")
    name = f"{word}-{today().isoformat()}.pdf"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response(printed, mimetype="application/pdf", headers=headers)


def _face(made: Made, centre: Centre) -> Face:
    with speaking(made.language):
        lost = gettext("Carte perdue ? Appelez le %(phone)s", phone=centre.contact_phone)
        return Face(
            centre=centre.name,
            name=made.name,
            code_label=gettext("Code"),
            code=made.code,
            pin_label=gettext("PIN"),
            pin=made.pin,
            link=_short_link(),
            scanned=runtime().settings.address + url_for("people.show_card_sign_in", code=made.code),
            lost=lost if centre.contact_phone else gettext("Carte perdue ? Demandez-en une autre au centre."),
        )


def _short_link() -> str:
    """As people type it: without https://."""
    address = runtime().settings.address.partition("://")[2]
    return address + url_for("people.show_card_sign_in")


def _fonts() -> Fonts | None:
    assets: Assets = current_app.extensions["compagnon_assets"]
    try:
        return Fonts(assets.path(LATIN), assets.path(MORE))
    except NotBuilt:
        return None
