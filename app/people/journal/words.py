"""The acts of this domain and of those without a journal of their own, in words."""

import uuid
from collections.abc import Iterable

from flask_babel import lazy_gettext as _
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.kernel.i18n import LANGUAGES
from app.network.models import Centre
from app.people.journal.acts import Family, Part, Shown, learn_acts, learn_parts, name_with
from app.people.looks import PAGES
from app.people.models import Group
from app.people.queries import names_of
from app.people.roles import ROLE_NAMES

STATES = {"open": _("ouvert"), "suspended": _("suspendu"), "ended": _("en pause")}


def learn_words() -> None:
    name_with("person", names_of)
    name_with("centre", _centre_names)
    name_with("group", _group_names)
    _name_accounts()
    _name_belonging()
    _name_ways_in()
    _name_installation()
    _name_parts()


def _centre_names(session: Session, ids: Iterable[uuid.UUID]) -> dict[uuid.UUID, str]:
    rows = session.execute(select(Centre.id, Centre.name).where(Centre.id.in_(list(ids))))
    return {row.id: row.name for row in rows}


def _group_names(session: Session, ids: Iterable[uuid.UUID]) -> dict[uuid.UUID, str]:
    rows = session.execute(select(Group.id, Group.name).where(Group.id.in_(list(ids))))
    return {row.id: row.name for row in rows}


def _name_accounts() -> None:
    learn_acts(
        Family.ACCOUNTS,
        {
            "person_created": _("%(who)s a ouvert un compte pour %(person)s."),
            "person_joined": _("%(who)s a ajouté %(person)s au centre."),
            "person_changed": _("%(who)s a mis à jour %(person)s à partir d’un tableau."),
            "person_corrected": _("%(who)s a corrigé le compte de %(person)s."),
            "person_suspended": _("%(who)s a suspendu le compte de %(person)s."),
            "person_reopened": _("%(who)s a rouvert le compte de %(person)s."),
            "people_taken": _("%(who)s a ajouté ou mis à jour des personnes à partir d’un tableau."),
            "administrator_made": _("%(person)s a reçu la gestion du réseau, par une commande du serveur."),
        },
    )
    learn_acts(
        Family.ROLES,
        {
            "role_given": _("%(who)s a donné à %(person)s le rôle « %(role)s »."),
            "role_dates_changed": _("%(who)s a changé les dates du rôle « %(role)s » de %(person)s."),
            "role_ended": _("%(who)s a mis fin au rôle « %(role)s » de %(person)s."),
            "role_kept": _("%(who)s a gardé le rôle « %(role)s » de %(person)s."),
            "role_cancelled": _(
                "%(who)s a annulé le rôle « %(role)s » de %(person)s avant qu’il ne commence."
            ),
        },
    )


def _name_belonging() -> None:
    learn_acts(
        Family.GROUPS,
        {
            "group_created": _("%(who)s a créé un groupe."),
            "group_joined": _("%(who)s a mis %(person)s dans un groupe."),
            "group_left": _("%(who)s a retiré %(person)s d’un groupe."),
            "group_closed": _("%(who)s a fermé un groupe."),
            "group_opened": _("%(who)s a rouvert un groupe."),
        },
    )
    learn_acts(Family.TUTORING, {"tutor_chosen": _("%(who)s a choisi qui accompagne %(person)s.")})
    learn_acts(
        Family.LOOKS,
        {
            "looked": _("%(who)s, de « %(centre)s », a ouvert %(page)s concernant %(person)s."),
            "seeing_begun": _("%(who)s a commencé à voir Compagnon comme %(person)s."),
            "seeing_ended": _("%(who)s ne voit plus Compagnon comme %(person)s."),
        },
    )


def _name_ways_in() -> None:
    learn_acts(
        Family.ACCESS,
        {
            "card_made": _("%(who)s a fait une carte pour %(person)s."),
            "card_renewed": _("%(who)s a refait la carte de %(person)s : l’ancienne n’ouvre plus rien."),
            "second_step_set_up": _("%(who)s a préparé le code de son téléphone."),
            "second_step_taken_off": _("%(who)s n’a plus de code de téléphone."),
            "second_step_reset": _("%(who)s a effacé les codes et les clés d’accès de %(person)s."),
            "passkey_added": _("%(who)s a ajouté une clé d’accès."),
            "passkey_removed": _("%(who)s a retiré une clé d’accès."),
            "outside_account_linked": _("%(who)s a lié un compte extérieur."),
            "outside_account_recognised": _(
                "L’adresse e-mail d’un compte extérieur a ouvert le compte de %(who)s, lié depuis."
            ),
            "outside_account_removed": _("%(who)s a retiré un compte extérieur."),
        },
    )


def _name_installation() -> None:
    learn_acts(
        Family.INSTALLATION,
        {
            "duties_retried": _("%(who)s a fait réessayer les tâches arrêtées."),
            "duty_retried": _("%(who)s a fait réessayer une tâche."),
            "duty_dropped": _("%(who)s a abandonné une tâche."),
            "mail_tried": _("%(who)s s’est envoyé un mail d’essai."),
        },
    )


def _name_parts() -> None:
    learn_parts(
        {
            "given_name": Part(_("Prénom")),
            "family_name": Part(_("Nom")),
            "email": Part(_("Adresse e-mail")),
            "phone": Part(_("Téléphone")),
            "language": Part(_("Langue"), words=LANGUAGES),
            "state": Part(_("État"), words=STATES),
            "reference": Part(_("Numéro au centre")),
            "role": Part(_("Rôle"), words=ROLE_NAMES),
            "roles": Part(_("Rôles"), Shown.LIST),
            "from": Part(_("Début"), Shown.DAY),
            "to": Part(_("Fin"), Shown.DAY),
            "closed_on": Part(_("Fermé le"), Shown.DAY),
            "group": Part(_("Groupe"), Shown.NAMED, names="group"),
            "tutor": Part(_("Tutorat"), Shown.NAMED, names="person"),
            "substitute": Part(_("Remplacement"), Shown.NAMED, names="person"),
            "centre": Part(_("Centre"), Shown.NAMED, names="centre"),
            "page": Part(_("Page"), words=PAGES),
            "until": Part(_("Au plus tard"), Shown.MOMENT),
            "created": Part(_("Comptes ouverts")),
            "joined": Part(_("Comptes déjà connus")),
            "changed": Part(_("Comptes mis à jour")),
        }
    )
