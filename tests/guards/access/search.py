from tests.guards.access.rows import Row
from tests.planted import Planted


def words(planted: Planted) -> dict[str, str]:
    """What stands in texts and names of both centres."""
    return {"q": "lame"}


ROWS = [Row("GET /search", query=words), Row("GET /api/v1/search", query=words)]
