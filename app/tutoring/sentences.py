"""The words for this domain's refusals."""

from flask_babel import gettext

from app.kernel.sentences import say
from app.tutoring.acts import learn_words


def learn_sentences() -> None:
    learn_words()
    say("client_id_taken", lambda _: gettext("Ce numéro de message a déjà servi pour un autre message."))
    say("signal_settled", lambda _: gettext("Ce point est déjà réglé. La liste a changé entre-temps."))
    say("nothing_to_waive", lambda _: gettext("Ce point ne concerne aucun bloc : il n’y a rien à dispenser."))
    say("next_is_past", lambda _: gettext("Choisissez une date à venir."))
    say("not_of_the_team", lambda _: gettext("Cette personne n’accompagne personne dans ce centre."))
    say("tip_empty", lambda _: gettext("Écrivez quelques mots."))
    say(
        "tip_names_someone",
        lambda facts: gettext(
            "« %(name)s » est un nom. Enlevez les noms, puis envoyez de nouveau.", name=facts["name"]
        ),
    )
    say(
        "no_answer_to_propose",
        lambda _: gettext("Cette question n’a pas de réponse écrite à un bloc : il n’y a rien à proposer."),
    )
    say("tip_settled", lambda _: gettext("C’est déjà décidé. Rechargez la page."))
    say("own_substitute", lambda _: gettext("Choisissez quelqu’un d’autre que la personne remplacée."))
    say("substitution_past", lambda _: gettext("Ce dernier jour est passé. Choisissez un jour à venir."))
    say("dates_turned", lambda _: gettext("La fin du remplacement vient avant son début."))
