"""The words for this domain's refusals."""

from flask_babel import gettext

from app.kernel.sentences import say
from app.people.intake.wording import learn_sentences as learn_table_sentences
from app.people.journal.words import learn_words


def learn_sentences() -> None:
    learn_words()
    learn_table_sentences()
    say("wrong_password", lambda _: gettext("L’adresse ou le mot de passe ne correspond pas."))
    say("email_unreadable", lambda _: gettext("Cette adresse e-mail ne peut pas être lue."))
    say("email_taken", lambda _: gettext("Un compte existe déjà avec cette adresse e-mail."))
    say("role_dates_turned", lambda _: gettext("Ce rôle finirait avant de commencer. Changez une des dates."))
    say(
        "role_held",
        lambda _: gettext("Cette personne a déjà ce rôle dans ce centre, pendant une partie de ces jours."),
    )
    say("group_name_taken", lambda _: gettext("Un groupe du centre porte déjà ce nom."))
    say("group_name_missing", lambda _: gettext("Donnez un nom au groupe."))
    say("not_in_team", lambda _: gettext("Cette personne n’accompagne pas dans ce centre."))
    say("name_missing", lambda _: gettext("Le prénom manque."))
    say(
        "password_too_short",
        lambda facts: gettext("Choisissez au moins %(shortest)s caractères.", shortest=facts["shortest"]),
    )
    say(
        "password_too_common",
        lambda _: gettext("Ce mot de passe est trop facile à deviner. Choisissez-en un autre."),
    )
    say(
        "link_spent",
        lambda _: gettext("Ce lien a déjà servi ou date de plus de 30 minutes. Demandez-en un autre."),
    )
    _learn_of_ways_in()
    _learn_of_seeing()
    _learn_of_erasing()


def _learn_of_erasing() -> None:
    say("erasure_reason_missing", lambda _: gettext("Écrivez pourquoi."))
    say(
        "erasure_still_open",
        lambda _: gettext("Cette personne peut encore changer d’avis : attendez la fin de ce temps."),
    )
    say(
        "erasure_obstructed",
        lambda _: gettext("D’autres comptent encore sur cette personne : passez d’abord le relais."),
    )


def _learn_of_ways_in() -> None:
    say("wrong_card", lambda _: gettext("Le code ou le PIN ne correspond pas. Regardez votre carte."))
    say(
        "wrong_code", lambda _: gettext("Ce code ne correspond pas, ou il a déjà servi. Attendez le suivant.")
    )
    say("seal_broken", lambda _: gettext("Cette image date trop. Scannez la nouvelle."))
    say(
        "second_step_demanded",
        lambda _: gettext(
            "Votre réseau demande ce code à toutes les personnes qui travaillent dans un centre."
        ),
    )
    say("second_step_missing", lambda _: gettext("Ajoutez le code de votre téléphone."))
    say(
        "second_step_to_set_up",
        lambda _: gettext(
            "Connectez-vous une fois avec un navigateur, pour préparer le code de votre téléphone."
        ),
    )
    say(
        "passkey_refused", lambda _: gettext("Cette clé d’accès n’est pas connue ici. Prenez un autre moyen.")
    )
    say("too_many_passkeys", lambda _: gettext("Vous avez déjà dix clés d’accès. Retirez-en une d’abord."))
    say(
        "last_way_in",
        lambda _: gettext(
            "C’est votre seule façon d’entrer. Ajoutez d’abord un mot de passe ou une clé d’accès."
        ),
    )
    _learn_of_outside()
    say("nobody_chosen", lambda _: gettext("Cochez au moins une personne."))


def _learn_of_outside() -> None:
    say("provider_away", lambda _: gettext("Ce service ne répond pas pour l’instant."))
    say("provider_refused", lambda _: gettext("La connexion n’a pas abouti. Rien n’a changé."))
    say("outside_unknown", lambda _: gettext("Ce compte n’est lié à personne ici."))
    say("outside_taken", lambda _: gettext("Ce compte est déjà lié à une autre personne."))
    say("outside_held", lambda _: gettext("Un autre compte est déjà lié au vôtre. Retirez-le d’abord."))


def _learn_of_seeing() -> None:
    say("seeing_without_words", lambda _: gettext("Écrivez pourquoi : la personne le lira."))
    say(
        "only_seeing",
        lambda _: gettext(
            "Vous voyez Compagnon comme quelqu’un d’autre : rien ne peut être changé en son nom. "
            "Revenez d’abord à vos propres pages."
        ),
    )
    say(
        "not_shown_while_seeing",
        lambda _: gettext(
            "Cette page reste à la personne elle-même : elle n’est pas montrée à qui voit Compagnon comme elle."
        ),
    )
