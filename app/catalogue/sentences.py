"""The words for this domain's refusals."""

from flask_babel import gettext, ngettext

from app.catalogue.elsewhere.sentences import FOREIGN, REFUSALS, WE_TAKE
from app.catalogue.media_sentences import learn_media_sentences
from app.kernel.sentences import say


def learn_sentences() -> None:
    _learn_taking()
    learn_media_sentences()
    say(
        "faults_found",
        lambda facts: ngettext(
            "Un point est à corriger. Rien n’a été changé.",
            "%(num)s points sont à corriger. Rien n’a été changé.",
            len(facts["faults"]),
        ),
    )
    say("no_draft", lambda _: gettext("Il n’y a rien à publier. Envoyez d’abord un brouillon."))
    say("why_missing", lambda _: gettext("Dites pourquoi : les personnes concernées le liront."))
    say(
        "language_fixed",
        lambda _: gettext(
            "La langue d’un module publié ne change plus. Ajoutez plutôt ses unités dans l’autre langue."
        ),
    )
    _learn_editing()
    say(
        "centre_unclear",
        lambda _: gettext("Vous formez dans plusieurs centres. Choisissez celui du nouveau module."),
    )


def _learn_editing() -> None:
    say(
        "block_moved",
        lambda facts: gettext(
            "%(by)s a enregistré ce bloc entre-temps. Votre texte n’est pas perdu : comparez les deux.",
            by=facts["by"] or gettext("Quelqu’un"),
        ),
    )
    say(
        "unit_moved",
        lambda facts: gettext(
            "%(by)s a enregistré cette unité entre-temps. Votre texte n’est pas perdu : comparez les deux.",
            by=facts["by"] or gettext("Quelqu’un"),
        ),
    )
    say(
        "head_moved",
        lambda facts: gettext(
            "%(by)s a enregistré la présentation du module entre-temps. Votre texte n’est pas perdu : "
            "comparez les deux.",
            by=facts["by"] or gettext("Quelqu’un"),
        ),
    )
    say(
        "changed_since",
        lambda _: gettext(
            "Ce passage a encore changé depuis : l’annuler effacerait ce qui a suivi. "
            "Reprenez plutôt une version de l’historique."
        ),
    )
    say(
        "source_moved",
        lambda _: gettext("Le texte d’origine vient encore de changer. Relisez-le, puis confirmez."),
    )
    say("last_unit", lambda _: gettext("Un module garde au moins une unité. Ajoutez-en une autre d’abord."))
    say(
        "fields_unfit",
        lambda _: gettext("Ce bloc ne peut pas être lu ainsi. Rechargez la page et essayez de nouveau."),
    )


def _learn_taking() -> None:
    say("not_taken", lambda facts: _not_taken(**facts))
    say(
        "bad_unit_name",
        lambda _: gettext(
            "Ce nom d’unité ne va pas. Écrivez deux chiffres, un tiret, un nom : 07-le-risque."
        ),
    )
    say("unit_name_taken", lambda _: gettext("Le module a déjà une unité de ce nom. Choisissez-en un autre."))
    say(
        "draft_moved",
        lambda _: gettext(
            "Le module a changé entre-temps. Rien n’a été repris : envoyez de nouveau le fichier."
        ),
    )


def _not_taken(why: str, line: int, kind: str, reason: str) -> str:
    """What the file is; where it is none of ours, also which formats are."""
    foreign = why == "foreign"
    said = gettext(REFUSALS[why]) % {
        "line": line,
        "kind": gettext(FOREIGN[kind]) if foreign else kind,
        "reason": reason,
    }
    return f"{said} {gettext(WE_TAKE)}" if foreign or why in {"not_text", "empty"} else said
