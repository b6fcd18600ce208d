"""Alembic: one head, both databases, the models of every domain."""

from alembic import context

from app import models  # noqa: F401  every domain's tables
from app.kernel.db import Base, Database, Json, UtcDateTime
from app.kernel.failpoints import reach
from app.kernel.schema import is_told_by_models
from app.settings import load_settings


def render_item(kind: str, item: object, autogen_context: object) -> str | bool:
    if kind == "type" and isinstance(item, UtcDateTime):
        autogen_context.imports.add("import app.kernel.db")  # type: ignore[attr-defined]
        return "app.kernel.db.UtcDateTime()"
    if kind == "type" and item is Json:
        autogen_context.imports.add("import app.kernel.db")  # type: ignore[attr-defined]
        return "app.kernel.db.Json"
    return False


def migrate() -> None:
    url = context.config.get_main_option("sqlalchemy.url") or load_settings().database
    database = Database(url, pool_size=1)
    with database.engine.connect() as connection:
        context.configure(
            connection=connection,
            target_metadata=Base.metadata,
            render_item=render_item,
            render_as_batch=database.is_sqlite,
            compare_type=True,
            include_name=is_told_by_models,
            # Before the commit of what this revision changed.
            on_version_apply=lambda step, **_: reach(f"migrated_{step.up_revision_id}"),
        )
        with context.begin_transaction():
            context.run_migrations()
    database.dispose()


migrate()
