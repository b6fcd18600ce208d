from tests.guards.access.rows import MANAGERS, NETWORK, Fill, Row, people
from tests.planted import Planted

RUNNING = MANAGERS | NETWORK
OWN = people("manager network")
CENTRE, HOURS = "/network/centres/<centre_code>", "/centre/hours/<centre_code>"
MANAGER = {"membership_id": "manager_membership_id"}


def by_network(rule: str, ok: int = 303, where: dict[str, str] | None = None) -> Row:
    """The network reaches every centre."""
    return Row(rule, enters=NETWORK, sees=NETWORK, everywhere=NETWORK, ok=ok, where=where or {})


def by_both(rule: str, ok: int = 303, form: Fill | None = None) -> Row:
    """A centre reaches itself, and the network every centre."""
    return Row(rule, enters=RUNNING, sees=OWN, everywhere=NETWORK, ok=ok, form=form)


def bridge(_planted: Planted) -> dict[str, str]:
    return {"first_on": "2026-05-15", "kind": "bridge"}


ROWS = [
    Row("GET /network", enters=NETWORK),
    Row("GET /network.csv", enters=NETWORK),
    Row("GET /network/centres/new", enters=NETWORK),
    # What these forms have to hold is missing.
    Row("POST /network/centres", enters=NETWORK, ok=422),
    by_network(f"GET {CENTRE}", ok=200),
    by_network(f"POST {CENTRE}", ok=422),
    by_network(f"POST {CENTRE}/managers", ok=422),
    by_network(f"POST {CENTRE}/managers/<uuid:membership_id>/end", where=MANAGER),
    by_network(f"POST {CENTRE}/managers/<uuid:membership_id>/keep", where=MANAGER),
    Row("GET /centre/hours", enters=MANAGERS, ok=303),
    by_both(f"GET {HOURS}", ok=200),
    by_both(f"POST {HOURS}"),
    by_both(f"POST {HOURS}/contact"),
    by_both(f"POST {HOURS}/closures", form=bridge),
    by_both(f"POST {HOURS}/closures/<uuid:closure_id>/remove"),
    by_both(f"POST {HOURS}/calendar", ok=422),
    by_both(f"POST {HOURS}/calendar/take", ok=422),
]
