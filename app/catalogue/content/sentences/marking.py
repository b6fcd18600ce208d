def _(sentence: str) -> str:
    """Marks a sentence for the translation catalogue; it is translated when a fault is shown."""
    return sentence
