"""A word that takes people for men, and the words for everyone in its place."""

import re
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Word:
    """`pattern` is looked for as a whole word. Where `doubled` stands in the same sentence, both are named: fine."""

    pattern: str
    doubled: str
    proposal: str
    found: re.Pattern[str] = field(init=False, repr=False, compare=False)
    fine: re.Pattern[str] | None = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        # `é` ends no word, nor does the feminine that follows a dot in the middle: « apprenant·e ».
        object.__setattr__(
            self, "found", re.compile(rf"(?<![\w-])(?:{self.pattern})(?![\w·-]|\(e)", re.IGNORECASE)
        )
        fine = re.compile(rf"(?<![\w-])(?:{self.doubled})(?!\w)", re.IGNORECASE) if self.doubled else None
        object.__setattr__(self, "fine", fine)

    def said_in(self, sentence: str) -> str:
        """What of the sentence takes people for men; empty where nothing does."""
        said = self.found.search(sentence)
        return said[0] if said and not (self.fine and self.fine.search(sentence)) else ""
