"""One request, one transaction: opened by the first statement, committed once by the edge."""

from collections.abc import Callable
from typing import Any, TypeVar

from flask import Flask, current_app, g, request
from sqlalchemy.orm import Session
from werkzeug.exceptions import HTTPException

from app.kernel.db import Database
from app.kernel.failpoints import reach

SAFE = frozenset({"GET", "HEAD", "OPTIONS"})

View = TypeVar("View", bound=Callable[..., Any])


def writes(view: View) -> View:
    """A page that another site sends people back to, which browsers can only do with a GET, and that writes."""
    view.__dict__["writes_all_the_same"] = True
    return view


def is_writing(view: Callable[..., Any] | None) -> bool:
    return getattr(view, "writes_all_the_same", False)


class Unit:
    """The transaction of one request. Safe methods read, unless their page says otherwise; the others write."""

    def __init__(self, database: Database, *, writes: bool) -> None:
        self._database, self._writes = database, writes
        self._session: Session | None = None

    @property
    def session(self) -> Session:
        if self._session is None:
            self._session = self._database.session(writes=self._writes)
        return self._session

    def commit(self) -> None:
        self.session.commit()

    def take(self, name: str) -> Any:
        """What the session was given to carry to the end of the request under this name; it carries it no more."""
        return self._session.info.pop(name, None) if self._session is not None else None

    def close(self) -> None:
        if self._session is not None:
            self._session.close()
            self._session = None


def database() -> Database:
    found: Database = current_app.extensions["compagnon_database"]
    return found


def init_units(app: Flask, opened: Database) -> None:
    app.extensions["compagnon_database"] = opened

    @app.before_request
    def open_unit() -> None:
        view = app.view_functions.get(request.endpoint or "")
        g.unit = Unit(opened, writes=request.method not in SAFE or is_writing(view))

    @app.teardown_request
    def close_unit(_error: BaseException | HTTPException | None) -> None:
        unit: Unit | None = g.pop("unit", None)
        if unit:
            unit.close()


def session() -> Session:
    """The session of this request."""
    unit: Unit = g.unit
    return unit.session


def commit() -> None:
    unit: Unit = g.unit
    unit.commit()
    reach("after_commit_before_answer")
