"""The few sentences that a draft needs and a file from elsewhere may lack, in the language of the module."""

from dataclasses import dataclass

from flask_babel import gettext

from app.kernel.i18n import speaking


@dataclass(frozen=True, slots=True)
class Words:
    """`right` and `wrong` stand where an answer came without feedback: our format demands one."""

    right: str
    wrong: str
    true: str
    false: str
    steps: str
    notes: str
    below: str
    picture: str
    question: str


def words_in(language: str) -> Words:
    with speaking(language):
        return Words(
            right=gettext("Juste."),
            wrong=gettext("Ce n’est pas la bonne réponse. Relisez la question."),
            true=gettext("Vrai"),
            false=gettext("Faux"),
            steps=gettext("Marche à suivre"),
            notes=gettext("Notes"),
            below=gettext("Voir ci-dessous."),
            picture=gettext("Image à décrire"),
            question=gettext("Question"),
        )
