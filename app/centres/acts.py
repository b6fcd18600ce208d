"""What is written into the audit about centres, in words."""

from flask_babel import lazy_gettext as _

from app.people.journal.acts import Family, Part, Shown, learn_acts, learn_parts

KINDS = {"physical": _("avec un atelier"), "virtual": _("virtuel")}


def learn_words() -> None:
    learn_acts(
        Family.CENTRE,
        {
            "centre_created": _("%(who)s a ouvert un centre."),
            "centre_changed": _("%(who)s a changé la fiche du centre."),
            "centre_hours_changed": _("%(who)s a changé les heures d’ouverture."),
            "centre_contact_changed": _("%(who)s a changé à qui s’adresser au centre."),
            "closure_added": _("%(who)s a ajouté une fermeture."),
            "closure_removed": _("%(who)s a retiré une fermeture."),
            "calendar_taken": _("%(who)s a pris les fermetures d’un calendrier."),
        },
    )
    learn_parts(
        {
            "name": Part(_("Nom")),
            "sectors": Part(_("Secteurs"), Shown.LIST),
            "address": Part(_("Adresse")),
            "contact_name": Part(_("À qui s’adresser")),
            "contact_phone": Part(_("Téléphone")),
            "contact_email": Part(_("Adresse e-mail")),
            "opening_hours": Part(_("Jours d’ouverture"), Shown.COUNT),
            "keeps_holidays": Part(_("Fermé les jours fériés"), Shown.YES),
            "closures": Part(_("Fermetures"), Shown.COUNT),
        }
    )
