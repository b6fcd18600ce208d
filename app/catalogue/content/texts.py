"""A piece of Markdown as an author wrote it: checked, then laid out in canonical form."""

from app.catalogue.content.faults import FileFaults
from app.catalogue.content.markdown_check import check_markdown
from app.catalogue.content.passages import Passage
from app.catalogue.content.tidying import tidy

# The reader's time grows with the square of some hostile texts: 7 s for 100,000 brackets in a row,
# 0.3 s for 20,000. The longest block that ships has some 3,000 characters.
LONGEST_PASSAGE = 20_000


def read_text(passage: Passage, faults: FileFaults, *, headings: bool = False) -> str:
    """The tidy Markdown of a passage, its faults noted."""
    if len(passage.text) > LONGEST_PASSAGE:
        faults.add(passage.first, "passage_too_long", most=LONGEST_PASSAGE)
        return ""
    check_markdown(passage, faults, headings=headings)
    return tidy(passage.text)
