from tests.guards.access.rows import TRAINERS, Fill, Row, people
from tests.planted import OTHER, Planted
from tests.planted import UNIT as UNIT_CODE

AUTHOR = people("author")
MODULE = "/studio/modules/<slug>"
UNIT, BLOCK, CHANGE = f"{MODULE}/units/<unit>", f"{MODULE}/blocks/<block>", f"{MODULE}/changes/<change_id>"

HEAD = f"{MODULE}/translate/<language>"


def page(path: str) -> Row:
    return Row(f"GET {path}", enters=TRAINERS, sees=AUTHOR)


def act(path: str, ok: int = 303, form: Fill | None = None) -> Row:
    return Row(f"POST {path}", enters=TRAINERS, sees=AUTHOR, ok=ok, form=form)


def up(_planted: Planted) -> dict[str, str]:
    """As the page sends it: where it stands, and behind which block the moved one is to stand."""
    return {"here": UNIT_CODE, "after": ""}


def other(_planted: Planted) -> dict[str, str]:
    """A language that the draft has."""
    return {"language": OTHER, "seen": "0"}


def text(_planted: Planted) -> dict[str, str]:
    return {"kind": "text"}


ROWS = [
    # What these forms have to hold is missing.
    Row("POST /studio/modules/begin", enters=TRAINERS, ok=422),
    act(f"{MODULE}/head", ok=422),
    act(UNIT, ok=422),
    act(BLOCK, ok=422),
    page(f"{MODULE}/head"),
    page(f"{MODULE}/history"),
    page(UNIT),
    page(f"{UNIT}/frame"),
    page(BLOCK),
    page(f"{MODULE}/languages"),
    act(f"{MODULE}/languages", form=other),
    page(HEAD),
    page(f"{HEAD}/units/<unit>"),
    act(HEAD, ok=422),
    act(f"{HEAD}/confirm", form=other),
    act(f"{UNIT}/confirm", form=other),
    act(f"{BLOCK}/confirm", form=other),
    act(f"{MODULE}/draft/open"),
    act(f"{MODULE}/units"),
    act(f"{UNIT}/blocks", form=text),
    *(act(f"{UNIT}/{word}") for word in ("move", "copy", "hide", "show", "remove")),
    *(act(f"{BLOCK}/{word}", form=up) for word in ("move", "copy", "hide", "show", "remove")),
    *(act(f"{CHANGE}/{word}") for word in ("undo", "restore")),
]
