"""Every setting of an installation, read from the environment and validated at start."""

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from pathlib import Path
from typing import Annotated, Self
from urllib.parse import urlsplit

from pydantic import Field, SecretStr, ValidationError, field_validator, model_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict


class SettingsInvalid(Exception):
    """The environment holds a value that cannot work; says which, and why."""


#: What stands between `//` and `@` of an address, and passwords among its options.
HIDDEN = re.compile(r"(?<=//)[^@/]*(?=@)|(?<=password=)[^&]*")
#: How they stand where a person reads them.
DOTS = "•••"
LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})


@dataclass(frozen=True, slots=True)
class Shown:
    """One setting as a person may read it, without secrets."""

    name: str
    value: str
    default: str
    meaning: str

    @property
    def is_changed(self) -> bool:
        return self.value != self.default


class RealtimeMode(StrEnum):
    THREADING = "threading"
    GEVENT = "gevent"


class Settings(BaseSettings):
    """One installation. Each field's description is what `flask compagnon settings` prints."""

    model_config = SettingsConfigDict(env_ignore_empty=True, frozen=True, extra="ignore")

    host: str = Field("127.0.0.1", description="Address the server listens on")
    port: int = Field(8000, ge=1, le=65535, description="Port the server listens on")
    instance: Path = Field(Path("instance"), description="Folder of this installation's data and secrets")
    database_url: str = Field(
        "", description="PostgreSQL address (postgresql://…); empty: SQLite in the instance folder"
    )
    redis_url: str = Field("", description="Redis address (redis://…); empty: everything in one process")
    media_url: str = Field(
        "", description="Where media are kept: a folder or s3://bucket; empty: instance/media"
    )
    public_url: str = Field(
        "", description="Address people type, with https:// in production; empty: http://HOST:PORT"
    )
    trusted_proxies: int = Field(
        0, ge=0, le=5, description="Number of proxies in front whose X-Forwarded-* headers count"
    )
    compagnon_demo: str = Field(
        "", description="1: demo data and accounts; public: the same on an address others reach"
    )
    mail_url: str = Field(
        "", description="smtp://user:password@host:port; empty: mails are kept in instance/mail"
    )
    mail_from: str = Field("Compagnon <ne-pas-repondre@compagnon.example>", description="Sender of mails")
    metrics: bool = Field(False, description="Serve Prometheus figures on /metrics")
    log_level: str = Field("INFO", description="DEBUG, INFO, WARNING or ERROR")
    default_language: str = Field("fr", description="Language shown before anyone signs in")
    time_zone: str = Field("Europe/Brussels", description="Zone in which times are shown")
    sitting_idle_hours: int = Field(
        12, ge=1, description="Hours without a request after which a sitting ends"
    )
    sitting_days: int = Field(30, ge=1, description="Days after which a sitting ends in any case")
    second_step_for_staff: bool = Field(
        False, description="Ask everyone who works in a centre for a code of their telephone, or a passkey"
    )
    oidc_issuer: str = Field(
        "", description="Address of the OpenID Connect provider people may sign in with; empty: none"
    )
    oidc_client_id: str = Field("", description="Name of this installation at the provider")
    oidc_client_secret: SecretStr = Field(
        SecretStr(""), description="Its secret there; empty for a public client"
    )
    oidc_name: str = Field(
        "", max_length=40, description="How people call the provider, on its button; empty: its host"
    )
    oidc_trust_email: bool = Field(
        False,
        description="Open an account to whoever the provider says has verified its e-mail address; "
        "otherwise each person links the two while signed in",
    )
    oidc_known_people_only: bool = Field(
        True, description="0: who is unknown gets an account without a role; needs OIDC_TRUST_EMAIL=1"
    )
    oidc_trust_second_step: bool = Field(
        False, description="Ask no second step where the provider says that it asked one (amr: mfa)"
    )
    keep_presence_days: int = Field(90, ge=1, description="Days that raw signs of study are kept")
    keep_messages_days: int = Field(
        365, ge=1, description="Days that messages keep their words after the training has ended"
    )
    keep_sign_ins_days: int = Field(
        90, ge=1, description="Days that closed sittings, tokens and links are kept; at least SITTING_DAYS"
    )
    keep_mails_days: int = Field(30, ge=1, description="Days that a mail which left stays on record")
    keep_audit_days: int = Field(365, ge=1, description="Days that the record of staff's acts is kept")
    keep_evidence_years: int = Field(
        10,
        ge=1,
        description="Years after the one in which a training ended that its evidence is kept; ESF+ asks five "
        "from the last payment, which comes later",
    )
    erasure_wait_days: int = Field(
        14, ge=0, description="Days in which a request to be erased can be taken back"
    )
    erasure_answer_days: int = Field(
        30, ge=1, description="Days in which a request to be erased is answered; then it is carried out"
    )
    max_sockets: int = Field(96, ge=1, description="Sockets one embedded process accepts; the next ones poll")
    threads: int = Field(128, ge=8, description="Threads of the embedded process")
    workers: int = Field(2, ge=1, description="Processes when PostgreSQL is used")
    drain_seconds: int = Field(
        0,
        ge=0,
        le=60,
        description="Seconds between saying not ready and closing, for a balancer that asks /readyz",
    )
    call_rate: str = Field(
        "1200 per minute", description="Calls one address may make; demo mode allows 300 a second"
    )
    max_upload_mb: int = Field(20, ge=1, description="Largest request body, in megabytes")
    max_media_mb: int = Field(
        500, ge=1, description="Largest film, sound or document of a module, in megabytes; sent by parts"
    )
    archive_max_mb: int = Field(
        1000, ge=1, description="Largest archive of a module, packed or unpacked, in megabytes; sent by parts"
    )
    archive_max_members: int = Field(1000, ge=1, description="Most files in a content archive")
    compagnon_testing: bool = Field(False, description="Set by the test-suite alone")
    compagnon_failpoints: Annotated[tuple[str, ...], NoDecode] = Field(
        (), description="Places where a test stops the process; refused outside tests"
    )

    @field_validator("compagnon_failpoints", mode="before")
    @classmethod
    def split_failpoints(cls, value: object) -> object:
        return tuple(part for part in value.split(",") if part) if isinstance(value, str) else value

    @field_validator("compagnon_demo")
    @classmethod
    def known_demo(cls, value: str) -> str:
        if value not in {"", "1", "public"}:
            raise ValueError("COMPAGNON_DEMO is empty, 1 or public")
        return value

    @field_validator("database_url")
    @classmethod
    def known_database(cls, value: str) -> str:
        if value.startswith("postgres://"):
            value = value.replace("postgres://", "postgresql://", 1)
        if value.startswith("postgresql://"):
            return value.replace("postgresql://", "postgresql+psycopg://", 1)
        if value and not value.startswith(("postgresql+psycopg://", "sqlite:///")):
            raise ValueError("DATABASE_URL starts with postgresql:// or sqlite:///")
        return value

    @field_validator("oidc_issuer")
    @classmethod
    def sure_issuer(cls, value: str) -> str:
        address = urlsplit(value)
        sure = address.scheme == "https" or (address.scheme == "http" and address.hostname in LOOPBACK)
        if value and (not sure or not address.hostname or address.query or address.fragment):
            raise ValueError("OIDC_ISSUER is an https:// address without ? or #")
        return value.rstrip("/")

    @model_validator(mode="after")
    def whole_provider(self) -> Self:
        if bool(self.oidc_issuer) != bool(self.oidc_client_id):
            raise ValueError("OIDC_ISSUER and OIDC_CLIENT_ID go together")
        if self.oidc_issuer and not self.oidc_known_people_only and not self.oidc_trust_email:
            raise ValueError(
                "OIDC_KNOWN_PEOPLE_ONLY=0 needs OIDC_TRUST_EMAIL=1: else people would be here twice"
            )
        return self

    @model_validator(mode="after")
    def consistent(self) -> Self:
        if self.compagnon_failpoints and not self.compagnon_testing:
            raise ValueError("COMPAGNON_FAILPOINTS is for tests: unset it")
        if self.keep_sign_ins_days < self.sitting_days:
            raise ValueError("KEEP_SIGN_INS_DAYS is at least SITTING_DAYS: nobody is signed out by it")
        if self.erasure_answer_days <= self.erasure_wait_days:
            raise ValueError("ERASURE_ANSWER_DAYS is more than ERASURE_WAIT_DAYS")
        if self.compagnon_demo == "1" and self.host not in LOOPBACK:
            raise ValueError(
                "demo accounts have a public password: HOST stays on loopback, "
                "or COMPAGNON_DEMO=public says that this is meant"
            )
        return self

    @classmethod
    def table(cls) -> str:
        """Every setting with its default, as `docs/operating.md` holds it."""
        rows = [
            f"| `{name.upper()}` | {f'`{field.default}`' if str(field.default) else ''} | {field.description} |"
            for name, field in cls.model_fields.items()
            if name not in FOR_TESTS
        ]
        return "\n".join(["| setting | default | |", "|---|---|---|", *rows])

    def shown(self) -> list[Shown]:
        """Every setting that an operator has, with its secrets hidden."""
        return [
            Shown(
                name.upper(),
                _without_secrets(getattr(self, name)),
                str(field.default),
                field.description or "",
            )
            for name, field in type(self).model_fields.items()
            if name not in FOR_TESTS
        ]

    @cached_property
    def is_demo(self) -> bool:
        return bool(self.compagnon_demo)

    @cached_property
    def database(self) -> str:
        """The SQLAlchemy address in force."""
        return self.database_url or f"sqlite:///{self.instance.absolute() / 'compagnon.db'}"

    @cached_property
    def is_embedded(self) -> bool:
        return self.database.startswith("sqlite")

    @cached_property
    def realtime_mode(self) -> RealtimeMode:
        # sqlite3 calls block a gevent hub, so SQLite means threads.
        return RealtimeMode.THREADING if self.is_embedded else RealtimeMode.GEVENT

    @cached_property
    def address(self) -> str:
        return (self.public_url or f"http://{self.host}:{self.port}").rstrip("/")

    @cached_property
    def is_https(self) -> bool:
        return self.address.startswith("https://")


FOR_TESTS = frozenset({"compagnon_testing", "compagnon_failpoints"})


def _without_secrets(value: object) -> str:
    if isinstance(value, SecretStr):
        return DOTS if value.get_secret_value() else ""
    return HIDDEN.sub(DOTS, str(value))


def load_settings(**overrides: object) -> Settings:
    """Read the environment. Raises SettingsInvalid with one line per fault."""
    try:
        return Settings(**overrides)  # type: ignore[arg-type]
    except ValidationError as error:
        lines = [
            f"{'.'.join(str(part) for part in fault['loc']).upper() or 'settings'}: {fault['msg']}"
            for fault in error.errors()
        ]
        raise SettingsInvalid("\n".join(lines)) from error
