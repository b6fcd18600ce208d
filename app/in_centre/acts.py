"""What this domain writes into the audit, in words."""

from flask_babel import lazy_gettext as _

from app.people.journal.acts import Family, Part, Shown, learn_acts, learn_parts

HALVES = {"morning": _("matin"), "afternoon": _("après-midi")}


def learn_words() -> None:
    learn_acts(
        Family.WORKSHOP,
        {
            "create_session": _("%(who)s a créé une séance de « %(module)s »."),
            "change_session": _("%(who)s a changé une séance de « %(module)s »."),
            "close_session": _("%(who)s a fermé les inscriptions à une séance de « %(module)s »."),
            "reopen_session": _("%(who)s a rouvert les inscriptions à une séance de « %(module)s »."),
            "cancel_session": _("%(who)s a annulé une séance de « %(module)s »."),
            "let_in": _("%(who)s a inscrit %(person)s à une séance."),
            "take_out": _("%(who)s a retiré %(person)s d’une séance."),
            "confirm_attendance": _("%(who)s a noté la présence de %(person)s, %(day)s %(half_day)s."),
            "correct_attendance": _("%(who)s a corrigé la présence de %(person)s, %(day)s %(half_day)s."),
            "sign_observation": _("%(who)s a signé la grille d’observation de %(person)s."),
            "stop_for_danger": _("%(who)s a arrêté le travail de %(person)s pour un danger."),
        },
    )
    learn_parts(
        {
            "starts_at": Part(_("Début"), Shown.MOMENT),
            "ends_at": Part(_("Fin"), Shown.MOMENT),
            "room": Part(_("Salle")),
            "host": Part(_("Responsable de la séance"), Shown.NAMED, names="person"),
            "capacity": Part(_("Places")),
            "present": Part(_("Présence"), Shown.YES),
            "day": Part(_("Jour"), Shown.DAY),
            "half_day": Part(_("Moment"), words=HALVES),
        }
    )
