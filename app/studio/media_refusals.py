"""What stopped a file, told on a page or to an island."""

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import wraps
from typing import Any

from flask import jsonify
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from app.catalogue.admission import MediumFaulty
from app.kernel.errors import DomainError, NotSignedIn
from app.kernel.incoming import WrongOffset
from app.kernel.sentences import sentence_for
from app.kernel.unit_of_work import session


@dataclass(frozen=True, slots=True)
class Refusal:
    """What stopped a file, and where in it."""

    sentence: str
    status: int
    code: str
    lines: list[dict[str, Any]] = field(default_factory=list)

    @classmethod
    def of(cls, refused: DomainError) -> "Refusal":
        faults = refused.facts["faults"] if isinstance(refused, MediumFaulty) else []
        lines = [{"line": fault.line, "message": fault.message(gettext)} for fault in faults]
        return cls(sentence_for(refused.code, refused.facts), refused.status, refused.code, lines)

    def as_json(self) -> ResponseReturnValue:
        return jsonify(code=self.code, detail=self.sentence, lines=self.lines), self.status


View = Callable[..., ResponseReturnValue]


def refused_as_json(view: View) -> View:
    """For addresses that islands alone ask."""

    @wraps(view)
    def answer(**values: Any) -> ResponseReturnValue:
        try:
            return view(**values)
        except NotSignedIn:
            raise
        except DomainError as refused:
            session().rollback()
            told = Refusal.of(refused).as_json()
            if isinstance(refused, WrongOffset):
                return *told, {"Upload-Offset": str(refused.facts["offset"])}  # type: ignore[misc]
            return told

    return answer
