"""The database: typed columns, and units of work that either read or write.

SQLite's driver opens transactions late and upgrades them later, which sells seats twice and fails under load, so
we send BEGIN ourselves (`sqlite`): BEGIN IMMEDIATE where the unit of work writes, BEGIN where it reads. A reading
unit of work cannot write on either database.
"""

import enum
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Annotated, Any

from sqlalchemy import (
    JSON,
    DateTime,
    Engine,
    Enum,
    MetaData,
    String,
    Text,
    TypeDecorator,
    create_engine,
    event,
)
from sqlalchemy.dialects import postgresql
from sqlalchemy.dialects import sqlite as sqlite_dialect
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.engine import Dialect
from sqlalchemy.exc import OperationalError, TimeoutError
from sqlalchemy.orm import DeclarativeBase, Session, mapped_column

from app.kernel import sqlite
from app.kernel.ids import new_id

NAMES = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}


class UtcDateTime(TypeDecorator[datetime]):
    """An aware UTC moment; SQLite keeps no zone, so it is put back on reading."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a moment without a zone")
        moment = value.astimezone(UTC)
        return moment.replace(tzinfo=None) if dialect.name == "sqlite" else moment

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


Json = JSON().with_variant(JSONB(), "postgresql")

Id = Annotated[uuid.UUID, mapped_column(primary_key=True, default=new_id)]
Moment = Annotated[datetime, mapped_column(UtcDateTime())]
Code = Annotated[str, mapped_column(String(64))]
Line = Annotated[str, mapped_column(String(250))]
Prose = Annotated[str, mapped_column(Text())]


def stored_values(kind: type[enum.Enum]) -> list[str]:
    return [member.value for member in kind]


class Base(DeclarativeBase):
    metadata = MetaData(naming_convention=NAMES)
    # SQLAlchemy stores an enum's NAME unless told otherwise; checks and exports read values.
    type_annotation_map = {
        enum.StrEnum: Enum(enum.StrEnum, values_callable=stored_values, native_enum=False, length=32),
        datetime: UtcDateTime(),
        dict[str, Any]: Json,
        list[Any]: Json,
        list[str]: Json,
    }


POOL_POSTGRES = 20
POOL_SECONDS = 10

# The database cannot be reached, or has no place free: to be tried again.
DATABASE_AWAY = (OperationalError, TimeoutError)


class Database:
    """The engines of one process, and the units of work on them."""

    def __init__(self, url: str, *, pool_size: int = 0) -> None:
        self.is_sqlite = url.startswith("sqlite")
        if self.is_sqlite:
            self.engine = _open(url, sqlite.WRITERS, pool_timeout=sqlite.TURN_SECONDS)
            self._reading = _open(url, pool_size or sqlite.READERS)
            sqlite.prepare(self.engine, writes=True)
            sqlite.prepare(self._reading, writes=False)
        else:
            self.engine = _open(
                url, pool_size or POOL_POSTGRES, pool_pre_ping=True, connect_args={"connect_timeout": 5}
            )
            self._reading = self.engine.execution_options(postgresql_readonly=True)

    @property
    def engines(self) -> tuple[Engine, ...]:
        """What every statement goes through."""
        return (self.engine, self._reading) if self.is_sqlite else (self.engine,)

    def session(self, *, writes: bool) -> Session:
        """A session whose transaction opens with its first statement."""
        return Work(
            self.engine if writes else self._reading,
            expire_on_commit=False,
            info={"reads": not writes},
        )

    @contextmanager
    def reading(self) -> Iterator[Session]:
        with self.session(writes=False) as session:
            yield session

    @contextmanager
    def writing(self) -> Iterator[Session]:
        """One transaction, committed when the block ends well."""
        with self.session(writes=True) as session:
            yield session
            session.commit()

    def dispose(self) -> None:
        for engine in self.engines:
            engine.dispose()


def _open(url: str, pool_size: int, **more: Any) -> Engine:
    return create_engine(
        url,
        pool_size=pool_size,
        # What goes beyond the pool would be opened and closed for one transaction each.
        max_overflow=0,
        # The few used last: the others' memory and statements stay cold.
        pool_use_lifo=True,
        # What people wrote stays out of errors, which are logged.
        hide_parameters=True,
        **{"pool_timeout": POOL_SECONDS} | more,
    )


Insert = postgresql.Insert | sqlite_dialect.Insert


def inserting(session: Session, target: Any) -> Insert:
    """An insert that may say what happens where a row is there already (`on_conflict_do_…`)."""
    on_postgres = session.get_bind().dialect.name == "postgresql"
    return postgresql.insert(target) if on_postgres else sqlite_dialect.insert(target)


Act = Callable[[], None]


class Work(Session):
    """The session of a unit of work. What waits for its commit is listened to once, for all of them."""


def until_commit(session: Session) -> dict[str, Any]:
    """What this transaction keeps in mind until its end, good or bad."""
    kept: dict[str, Any] = session.info.setdefault("until_commit", {})
    return kept


def before_commit(session: Session, act: Act) -> None:
    """Run `act` just before this transaction is committed; never when it is rolled back."""
    until_commit(session).setdefault("before", []).append(act)


def after_commit(session: Session, act: Act) -> None:
    """Run `act` once this transaction has been committed; never when it is rolled back."""
    until_commit(session).setdefault("after", []).append(act)


@event.listens_for(Work, "before_commit")
def _run_before_commit(session: Session) -> None:
    # A savepoint that ends well tells the same.
    if not session.in_nested_transaction():
        for act in until_commit(session).pop("before", ()):
            act()


@event.listens_for(Work, "after_commit")
def _run_after_commit(session: Session) -> None:
    if not session.in_nested_transaction():
        for act in session.info.pop("until_commit", {}).get("after", ()):
            act()


@event.listens_for(Work, "after_soft_rollback")
def _forget(session: Session, _previous: object) -> None:
    if not session.in_nested_transaction():
        session.info.pop("until_commit", None)
