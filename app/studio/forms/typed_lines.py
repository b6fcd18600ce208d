"""Small readings of what people type."""


def lines_in(text: str) -> list[str]:
    """One thing a line; what is empty is nothing."""
    return [line.strip() for line in text.splitlines() if line.strip()]


def whole_number(text: str) -> int | None:
    text = text.strip()
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else None
