"""What authors and their readers write into the audit, in words."""

from flask_babel import lazy_gettext as _

from app.people.journal.acts import Family, Part, Shown, learn_acts, learn_parts


def learn_words() -> None:
    learn_acts(
        Family.MODULES,
        {
            "module_retired": _("%(who)s a retiré « %(module)s » du catalogue."),
            "module_reopened": _("%(who)s a remis « %(module)s » au catalogue."),
            "version_retired": _("%(who)s a retiré la version %(number)s de « %(module)s »."),
            "version_reopened": _("%(who)s a remis la version %(number)s de « %(module)s »."),
            "version_published": _("%(who)s a publié la version %(number)s de « %(module)s »."),
            "review_asked": _("%(who)s a demandé une relecture de « %(module)s »."),
            "review_withdrawn": _("%(who)s ne demande plus de relecture de « %(module)s »."),
            "review_answered": _("%(who)s a relu « %(module)s »."),
            "reviewing_set": _("%(who)s a changé la règle de relecture du centre."),
        },
    )
    learn_parts({"reviews_first": Part(_("Relecture avant de publier"), Shown.YES)})
