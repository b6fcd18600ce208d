"""What uploads by parts say and take, whatever they are for."""

import uuid

from flask import Response, jsonify, request
from pydantic import BaseModel, Field, ValidationError

from app.kernel.errors import Invalid
from app.kernel.incoming import PART, About
from app.kernel.runtime import runtime


class BadOffset(Invalid):
    """The header that says where a part begins is missing."""


class Begun(BaseModel):
    """What is about to come; `size` in bytes."""

    name: str = Field(min_length=1, max_length=200)
    size: int = Field(gt=0)


def begun() -> Begun:
    """What the request announces. Raises Invalid."""
    try:
        return Begun.model_validate(request.get_json(silent=True))
    except ValidationError as error:
        raise Invalid(errors=[{"at": "body", "message": str(error.error_count())}]) from None


def standing(upload_id: uuid.UUID, offset: int) -> Response:
    part = min(PART, runtime().settings.max_upload_mb * 1024 * 1024)
    answer = jsonify(id=str(upload_id), offset=offset, part=part)
    answer.headers["Upload-Offset"] = str(offset)
    return answer


def sent_part() -> tuple[int, bytes]:
    """Where the part of the request begins, and what it is. Raises BadOffset."""
    offset = request.headers.get("Upload-Offset", type=int)
    if offset is None:
        raise BadOffset(errors=[{"at": "Upload-Offset", "message": "is missing"}])
    return offset, request.get_data(cache=False)


def keep_part(upload_id: uuid.UUID, about: About, offset: int, part: bytes) -> Response:
    """Raises WrongOffset, PartDamaged, NoRoom."""
    digest = request.headers.get("Upload-Sha256", "")
    following = runtime().incoming.append(upload_id, about, offset=offset, part=part, sha256=digest)
    return Response(status=204, headers={"Upload-Offset": str(following)})
