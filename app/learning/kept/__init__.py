"""What this domain keeps about people."""

from app.learning.kept import study, work

PARTS = (*study.PARTS, *work.PARTS)
