"""What this domain writes into the audit, in words."""

from flask_babel import lazy_gettext as _

from app.people.journal.acts import Family, learn_acts


def learn_words() -> None:
    learn_acts(
        Family.TUTORING,
        {
            "substitute_appointed": _("%(who)s a nommé un remplacement pour %(person)s."),
            "substitute_ended": _("Le remplacement pour %(person)s s’est terminé."),
            "block_waived": _("%(who)s a dispensé %(person)s d’un bloc de « %(module)s »."),
            "intervention_made": _("%(who)s a agi pour %(person)s dans « %(module)s »."),
        },
    )
