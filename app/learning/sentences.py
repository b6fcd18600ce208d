"""The words for this domain's refusals, and those that the player's script says."""

from flask_babel import LazyString, gettext, lazy_gettext, lazy_ngettext

from app.catalogue.content.block_sources import DOCUMENT, PHOTO
from app.kernel.sentences import say
from app.learning.acts import learn_words
from app.ui.sentences import add_sentences


def learn_sentences() -> None:
    learn_words()
    say("record_refused", lambda facts: str(facts["why"]))
    say("record_of_here", lambda _: gettext("Cette copie vient d’ici même : il n’y a rien à reprendre."))
    say("not_published", lambda _: gettext("Ce module n’est pas encore publié. Revenez un peu plus tard."))
    say(
        "module_retired",
        lambda facts: " ".join(
            filter(
                None,
                (
                    gettext("Ce module n’accueille plus de nouvelles personnes. Choisissez-en un autre."),
                    facts["why"],
                ),
            )
        ),
    )
    say(
        "no_tutor",
        lambda _: gettext(
            "Personne n’accompagne encore ce module dans votre centre. Demandez à l’accueil de votre centre."
        ),
    )
    say(
        "no_centre",
        lambda _: gettext("Votre compte n’est inscrit dans aucun centre. Demandez à l’accueil du centre."),
    )
    say(
        "too_many_events",
        lambda facts: gettext("Envoyez au plus %(most)s événements à la fois.", most=facts["most"]),
    )
    say("not_a_tutor_here", lambda _: gettext("Choisissez quelqu’un qui accompagne dans ce centre."))
    _learn_work()
    _learn_versions()
    add_sentences("player", PLAYER)


def _learn_versions() -> None:
    """Refusals of moves to another version, and of reports of errors."""
    say(
        "decision_missing",
        lambda _: gettext("Décidez pour chaque bloc dont ce qui est évalué a changé, et dites pourquoi."),
    )
    say(
        "nobody_to_move",
        lambda _: gettext("Personne n’est en cours sur cette version. Il n’y a rien à déplacer."),
    )
    say("report_empty", lambda _: gettext("Écrivez quelques mots : ce qui ne va pas, ou ce qui a été fait."))
    say("report_closed", lambda _: gettext("Ce signalement est déjà clos. Rechargez la page."))
    say(
        "not_corrected_there",
        lambda _: gettext("Choisissez une version publiée après celle qui est signalée."),
    )


def _learn_work() -> None:
    """Refusals of what is written and sent at a block."""
    say("file_missing", lambda _: gettext("Choisissez un fichier, puis envoyez."))
    say(
        "file_too_large",
        lambda facts: gettext(
            "Ce fichier dépasse %(most)s Mo. Prenez une photo plus petite, ou réduisez-le.",
            most=facts["most"],
        ),
    )
    say("file_not_taken", lambda facts: _say_taken(facts["accept"]))
    say(
        "picture_unreadable",
        lambda _: gettext("Cette photo est abîmée ou bien trop grande. Prenez-en une autre, puis envoyez."),
    )
    say("work_empty", lambda _: gettext("Écrivez quelques mots, puis envoyez."))
    say(
        "sent_too_often",
        lambda facts: gettext(
            "Vous avez déjà envoyé %(most)s fois ici. Attendez la réponse, ou écrivez un message.",
            most=facts["most"],
        ),
    )
    say("module_ended", lambda _: gettext("Ce module est terminé : rien ne s’y envoie plus."))


def _say_taken(accept: str) -> str:
    if accept == PHOTO:
        return str(gettext("Ce fichier n’est pas une photo JPEG, PNG ou WebP. Choisissez-en une."))
    if accept == DOCUMENT:
        return str(gettext("Ce fichier n’est pas un PDF. Enregistrez votre document en PDF, puis envoyez."))
    return str(gettext("Ce fichier n’est ni une photo JPEG, PNG ou WebP, ni un PDF. Choisissez-en un autre."))


def _parts(count: int) -> LazyString:
    """The form for this count; the page fills the figures in."""
    return lazy_ngettext(
        "%(part)s sur %(total)s est juste.",
        "%(part)s sur %(total)s sont justes.",
        count,
        part="%(part)s",
        total="%(total)s",
    )


PLAYER = {
    "player_again": lazy_gettext("Essayer encore"),
    "player_unreadable": lazy_gettext("Choisissez ou écrivez une réponse complète, puis validez."),
    "player_incomplete": lazy_gettext("Il en manque encore."),
    "player_parts_one": _parts(1),
    "player_parts_many": _parts(2),
    "player_parts_order": lazy_gettext(
        "Sur %(total)s passages d’un élément au suivant, %(num)s dans le bon sens."
    ),
    "player_parts_multiple": lazy_gettext("Réponses bien jugées : %(num)s sur %(total)s."),
    "player_try_left": lazy_gettext("Il vous reste 1 essai."),
    "player_tries_left": lazy_gettext("Il vous reste %(num)s essais."),
    "player_done_one": lazy_gettext("1 bloc fait sur %(total)s"),
    "player_done_many": lazy_gettext("%(num)s blocs faits sur %(total)s"),
    "player_left": lazy_gettext("encore %(minutes)s min"),
    "player_all_done": lazy_gettext("tout est fait"),
    "player_moved": lazy_gettext("Place %(place)s sur %(total)s"),
}
