"""Ids that no block, criterion or unit of a module ever had: what learners did stays with the id it was done under."""

import secrets

# No vowel, so that no word comes about; nothing that is read for something else.
LETTERS = "bcdfghjkmnpqrstvwxz23456789"
LENGTH = 5


def new_code(word: str) -> str:
    return f"{word}-" + "".join(secrets.choice(LETTERS) for _ in range(LENGTH))
