"""`record.json`: what one installation writes and another reads. `docs/record.md` tells of it, `docs/record.schema.json` holds
it; both change together with this."""

from typing import Any, Literal

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field

FORMAT, VERSION = "compagnon-record", 1
JSON_NAME, PAGE_NAME, FILES = "record.json", "record.html", "files/"


class Origin(BaseModel):
    """The installation that made the copy."""

    model_config = ConfigDict(extra="ignore")

    address: str = Field(max_length=250)
    centres: list[str] = Field(default_factory=list, max_length=1000)


class Whom(BaseModel):
    """The person it is about, by their id there."""

    model_config = ConfigDict(extra="ignore")

    id: str = Field(min_length=1, max_length=64)
    name: str = Field(max_length=250)


class KeptPart(BaseModel):
    """One kind of thing: the sentences are in the person's language, the rows are the same in every language."""

    model_config = ConfigDict(extra="ignore")

    name: str = Field(max_length=64)
    what: str = ""
    why: str = ""
    until: str = ""
    seen_by: str = ""
    rows: list[dict[str, Any]]


class RecordFile(BaseModel):
    """Everything kept of one person."""

    model_config = ConfigDict(extra="ignore", title="Compagnon record")

    format: Literal["compagnon-record"]
    version: Literal[1]
    made_at: AwareDatetime
    language: str = Field(max_length=2)
    origin: Origin
    person: Whom
    parts: list[KeptPart] = Field(max_length=200)
