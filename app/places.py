"""What stands in the navigation of each space, and for whom."""

from flask_babel import lazy_gettext

from app.ui.navigation import LEARNER, WORK, Entry, add_entries

PLACES = (
    Entry(
        WORK, "reviewing", lazy_gettext("Relecture"), "studio.reviewing", "checks", "centre_manager", order=55
    ),
    Entry(
        WORK,
        "network",
        lazy_gettext("Le réseau"),
        "centres.network",
        "building",
        "network_manager",
        order=5,
        short=lazy_gettext("Réseau"),
    ),
    Entry(
        WORK,
        "opening",
        lazy_gettext("Ouverture du centre"),
        "centres.own_hours",
        "clock",
        "centre_manager",
        order=52,
        short=lazy_gettext("Ouverture"),
    ),
    Entry(LEARNER, "modules", lazy_gettext("Mes modules"), "learning.modules", "book", "learner", order=20),
    Entry(
        WORK,
        "studio",
        lazy_gettext("Mes modules"),
        "studio.modules",
        "book",
        "trainer",
        order=20,
        short=lazy_gettext("Modules"),
    ),
    Entry(LEARNER, "now", lazy_gettext("Maintenant"), "home.now", "now", "learner", order=10),
    Entry(
        LEARNER,
        "sessions",
        lazy_gettext("Mes séances"),
        "in_centre.my_sessions",
        "calendar",
        "learner",
        order=40,
        short=lazy_gettext("Séances"),
    ),
    Entry(WORK, "sessions", lazy_gettext("Séances"), "in_centre.sessions", "wrench", "workshop", order=30),
    Entry(WORK, "people", lazy_gettext("Personnes"), "people.team", "users", "centre_manager", order=50),
    Entry(WORK, "journal", lazy_gettext("Journal"), "people.journal", "list", "journal", order=56),
    Entry(
        WORK,
        "needs",
        lazy_gettext("Qui a besoin de moi"),
        "tutoring.needs",
        "now",
        "tutor",
        order=10,
        short=lazy_gettext("À faire"),
    ),
    Entry(WORK, "tutors", lazy_gettext("Tutorat"), "tutoring.tutors", "user", "centre_manager", order=51),
    Entry(WORK, "caseload", lazy_gettext("Mes suivis"), "tutoring.people", "users", "tutor", order=11),
    Entry(
        WORK,
        "installation",
        lazy_gettext("Installation"),
        "operation.state",
        "settings",
        "network_manager",
        order=90,
    ),
    Entry(
        LEARNER, "messages", lazy_gettext("Messages"), "chat.conversations", "message", "learner", order=30
    ),
    Entry(WORK, "messages", lazy_gettext("Messages"), "chat.conversations", "message", "staff", order=60),
)


def name_places() -> None:
    add_entries(PLACES)
