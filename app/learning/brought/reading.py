"""The file of another installation: from someone we do not know, read within limits, and no more of it than is shown."""

import hashlib
from datetime import date
from typing import Annotated, Literal

from flask_babel import gettext
from pydantic import AfterValidator, AwareDatetime, BaseModel, ConfigDict, Field

from app.catalogue.content.archives import MEGABYTE, ArchiveLimits, read_archive
from app.catalogue.content.decoding import FORBIDDEN
from app.kernel.errors import DomainError
from app.people.records.format import JSON_NAME, RecordFile

LIMITS = ArchiveLimits(
    archive_bytes=40 * MEGABYTE,
    total_bytes=60 * MEGABYTE,
    member_bytes=20 * MEGABYTE,
    flowing_bytes=20 * MEGABYTE,
    members=3000,
    depth=2,
)
MOST = 2000
ZIP = b"PK"


class RecordRefused(DomainError):
    """`facts["why"]` is a sentence that says what is wrong with the file."""

    code = "record_refused"


def _plain(text: str) -> str:
    if FORBIDDEN.search(text):
        raise ValueError("a character that no text has")
    return text


Text = Annotated[str, Field(max_length=250), AfterValidator(_plain)]


class Carried(BaseModel):
    """What of the file is kept here and shown. Columns that a later version adds are left alone."""

    model_config = ConfigDict(extra="ignore")

    modules: "list[Module]" = Field(default_factory=list, max_length=MOST)
    attendance: "list[Day]" = Field(default_factory=list, max_length=MOST)
    observations: "list[Shown]" = Field(default_factory=list, max_length=MOST)


class Module(BaseModel):
    model_config = ConfigDict(extra="ignore")

    module: Text
    number: int = Field(ge=0, le=100_000)
    centre: Text
    begun_at: AwareDatetime
    completed_at: AwareDatetime | None = None
    done: int = Field(ge=0, le=100_000)
    required: int = Field(ge=0, le=100_000)
    active_seconds: int = Field(ge=0, le=10**9)


class Day(BaseModel):
    model_config = ConfigDict(extra="ignore")

    module: Text
    centre: Text
    day: date
    half_day: Literal["morning", "afternoon"]
    is_present: bool
    is_corrected: bool = False


class Shown(BaseModel):
    """A task that was observed and signed."""

    model_config = ConfigDict(extra="ignore")

    module: Text
    title: Text
    verdict: Literal["achieved", "in_progress", "redo", "not_observed"] | None = None
    signed_at: AwareDatetime | None = None
    signed_name: Text = ""


class Sheet(BaseModel):
    """One file, read."""

    record: RecordFile
    carried: Carried
    fingerprint: str


def read_record(data: bytes) -> Sheet:
    """A zip, or its `record.json` alone. Raises RecordRefused."""
    text = _unpacked(data) if data.startswith(ZIP) else data
    if not text:
        raise RecordRefused(why=gettext("Choisissez un fichier."))
    if len(text) > LIMITS.member_bytes:
        raise RecordRefused(why=gettext("Ce fichier est trop long."))
    try:
        record = RecordFile.model_validate_json(text)
        for line in (record.origin.address, record.person.id, record.person.name):
            _plain(line)
        rows = {part.name: part.rows for part in record.parts}
        carried = Carried.model_validate({name: rows.get(name, []) for name in Carried.model_fields})
    except ValueError:
        # A ValidationError is one too; what it says names columns, which tells a person nothing.
        raise RecordRefused(
            why=gettext("Ce n’est pas une copie faite par Compagnon, ou elle a été changée depuis.")
        ) from None
    return Sheet(record=record, carried=_kept(carried), fingerprint=hashlib.sha256(text).hexdigest())


def _kept(carried: Carried) -> Carried:
    """What was corrected since, and what nobody signed, say nothing."""
    return Carried(
        modules=carried.modules,
        attendance=[day for day in carried.attendance if not day.is_corrected],
        observations=[shown for shown in carried.observations if shown.signed_at and shown.verdict],
    )


def _unpacked(data: bytes) -> bytes:
    found = read_archive(data, LIMITS, name=JSON_NAME)
    if found.faults:
        raise RecordRefused(why=found.faults[0].message(gettext))
    if JSON_NAME not in found.files:
        raise RecordRefused(why=gettext("Cette archive ne contient pas de fichier record.json."))
    return bytes(found.files[JSON_NAME])
