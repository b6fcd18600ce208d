"""Words of units, and the index over them: FTS5, or GIN over lexemes"""

from collections.abc import Iterator
from typing import Any

import sqlalchemy as sa
from alembic import op

from app.kernel.db import Json
from app.kernel.words import words_in

revision = "0011"
down_revision = "0010"

VERSION = sa.table("catalogue_version", sa.column("id", sa.Uuid()), sa.column("number"))
UNIT = sa.table(
    "catalogue_unit",
    sa.column("id", sa.Uuid()),
    sa.column("version_id", sa.Uuid()),
    sa.column("title"),
    sa.column("outcomes", Json),
    sa.column("words", Json),
)
BLOCK = sa.table(
    "catalogue_block", sa.column("id", sa.Uuid()), sa.column("unit_id", sa.Uuid()), sa.column("pool", Json)
)
TEXT = sa.table(
    "catalogue_block_text", sa.column("block_id", sa.Uuid()), sa.column("title"), sa.column("plain_text")
)
WORDS = sa.table(
    "catalogue_unit_words", sa.column("unit_id", sa.Uuid()), sa.column("title"), sa.column("words")
)
FTS5 = (
    """CREATE VIRTUAL TABLE search_unit USING fts5(
        words, content='catalogue_unit_words', content_rowid='id', detail='none', columnsize=0,
        tokenize='unicode61 remove_diacritics 2', prefix='2 3')""",
    """CREATE TRIGGER search_unit_added AFTER INSERT ON catalogue_unit_words BEGIN
        INSERT INTO search_unit (rowid, words) VALUES (new.id, new.words); END""",
    """CREATE TRIGGER search_unit_gone AFTER DELETE ON catalogue_unit_words BEGIN
        INSERT INTO search_unit (search_unit, rowid, words) VALUES ('delete', old.id, old.words); END""",
    """CREATE TRIGGER search_unit_changed AFTER UPDATE ON catalogue_unit_words BEGIN
        INSERT INTO search_unit (search_unit, rowid, words) VALUES ('delete', old.id, old.words);
        INSERT INTO search_unit (rowid, words) VALUES (new.id, new.words); END""",
)
GIN = """CREATE INDEX search_unit ON catalogue_unit_words
    USING gin (array_to_tsvector(string_to_array(words, ' ')))"""


def upgrade() -> None:
    op.create_table(
        "catalogue_unit_words",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Uuid(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["unit_id"],
            ["catalogue_unit.id"],
            name=op.f("fk_catalogue_unit_words_unit_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_catalogue_unit_words")),
        sa.UniqueConstraint("unit_id", name=op.f("uq_catalogue_unit_words_unit_id")),
    )
    connection = op.get_bind()
    for statement in FTS5 if connection.dialect.name == "sqlite" else (GIN,):
        op.execute(statement)
    for rows in published(connection):
        connection.execute(sa.insert(WORDS), rows)


def published(connection: sa.Connection) -> Iterator[list[dict[str, Any]]]:
    """Version by version, what publishing writes of each unit since this release."""
    for (version_id,) in connection.execute(sa.select(VERSION.c.id).where(VERSION.c.number > 0)).all():
        units = connection.execute(sa.select(UNIT).where(UNIT.c.version_id == version_id)).all()
        texts: dict[Any, list[str]] = {}
        blocks = (
            sa.select(BLOCK.c.unit_id, BLOCK.c.pool, TEXT.c.title, TEXT.c.plain_text)
            .join(TEXT, TEXT.c.block_id == BLOCK.c.id)
            .where(BLOCK.c.unit_id.in_([unit.id for unit in units]))
        )
        for unit_id, pool, title, said in connection.execute(blocks):
            if not pool:
                texts.setdefault(unit_id, []).extend((title, said))
        rows = [row_of(unit, texts.get(unit.id, [])) for unit in units]
        if rows:
            yield rows


def row_of(unit: Any, texts: list[str]) -> dict[str, Any]:
    others = list(unit.words.values())
    titles = " ".join([unit.title, *(each.get("title", "") for each in others)])
    outcomes = [*unit.outcomes, *(line for each in others for line in each.get("outcomes", ()))]
    said = " ".join([titles, *outcomes, *texts])
    return {
        "unit_id": unit.id,
        "title": " ".join(dict.fromkeys(words_in(titles))),
        "words": " ".join(dict.fromkeys(words_in(said))),
    }


def downgrade() -> None:
    op.execute("DROP TABLE search_unit" if op.get_bind().dialect.name == "sqlite" else "DROP INDEX search_unit")
    op.drop_table("catalogue_unit_words")
