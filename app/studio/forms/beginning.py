"""What was typed for a new module."""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Begun:
    """The title is enough to begin; `centre` is empty where there is no choice."""

    title: str = ""
    sector: str = ""
    language: str = "fr"
    centre: str = ""
    error: str = field(default="")
