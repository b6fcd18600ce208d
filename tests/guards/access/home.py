from tests.guards.access.rows import Row

ROWS = [
    Row("GET /help", nobody=200),
    Row("GET /help/<guide>", nobody=200, where={"guide": "=learner"}),
]
