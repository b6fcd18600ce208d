from tests.guards.access.rows import NETWORK, NO_ID, Row

NO_DUTY = {"duty_id": f"={NO_ID}"}

ROWS = [
    Row("GET /admin", enters=NETWORK),
    Row("GET /admin/mails", enters=NETWORK),
    Row("GET /admin/settings", enters=NETWORK),
    Row("POST /admin/mails/test", enters=NETWORK, ok=303),
    Row("POST /admin/duties/retry", enters=NETWORK, ok=303),
    Row("POST /admin/duties/<uuid:duty_id>/retry", enters=NETWORK, ok=404, where=NO_DUTY),
    Row("POST /admin/duties/<uuid:duty_id>/drop", enters=NETWORK, ok=404, where=NO_DUTY),
]
