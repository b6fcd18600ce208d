"""What each fault says to a person: French source sentences, translated where they are shown."""

from app.catalogue.content.sentences.blocks import BLOCKS
from app.catalogue.content.sentences.captions import CAPTIONS
from app.catalogue.content.sentences.files import FILES
from app.catalogue.content.sentences.questions import QUESTIONS
from app.catalogue.content.sentences.units import UNITS

SENTENCES: dict[str, str] = {**FILES, **UNITS, **BLOCKS, **CAPTIONS, **QUESTIONS}
