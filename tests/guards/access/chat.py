from tests.guards.access.rows import Row, people
from tests.planted import Planted

TALKING = people("learner tutor")
CLIENT = "00000000-0000-7000-8000-0000000000bb"


def message(_planted: Planted) -> dict[str, object]:
    return {"client_id": CLIENT, "text": "Bonjour"}


def form(_planted: Planted) -> dict[str, object]:
    return {"client_id": CLIENT, "text": "Bonjour"}


ROWS = [
    Row("GET /messages"),
    Row("GET /messages/<conversation>", sees=TALKING),
    Row("POST /messages/<conversation>", sees=TALKING, ok=303, form=form),
    Row("POST /messages/<conversation>/read", sees=TALKING, ok=204, json=lambda _planted: {"seq": 1}),
    # About nothing: no card.
    Row("GET /messages/<conversation>/cards/<seq>", sees=TALKING, ok=204, where={"seq": "=1"}),
    Row("GET /api/v1/conversations"),
    # Nobody there by that id: whom one may write to is asked in tests/chat.
    Row(
        "POST /api/v1/conversations",
        ok=404,
        json=lambda _planted: {"kind": "direct", "with": [CLIENT]},
    ),
    Row("GET /api/v1/conversations/<conversation>/messages", sees=TALKING),
    Row("POST /api/v1/conversations/<conversation>/messages", sees=TALKING, ok=201, json=message),
]
