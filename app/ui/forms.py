"""What the forms of every domain share."""

from typing import Any

from app.kernel.errors import DomainError
from app.kernel.sentences import sentence_for


def refuse(form: Any, error: DomainError, field: str = "") -> None:
    """Put a refusal where the person looks: beside its field, or above the form."""
    sentence = sentence_for(error.code, error.facts)
    if field:
        form[field].errors = [*form[field].errors, sentence]
    else:
        form.form_errors.append(sentence)
