"""What this domain keeps about people."""

import uuid

from flask_babel import lazy_gettext as _
from sqlalchemy import case, literal, or_, select
from sqlalchemy.orm import aliased

from app.kernel.audit import AuditLine
from app.network.models import Centre
from app.people import keeping_words as words
from app.people import kept_choices
from app.people.erasing import ends
from app.people.erasing import kept as wishes_and_mails
from app.people.keeping import Group, Kept, Rows
from app.people.models import (
    ApiToken,
    Card,
    CodeKey,
    GroupMember,
    Membership,
    OutsideAccount,
    Passkey,
    PasswordLink,
    Person,
    RecoveryCode,
    Seeing,
    Sitting,
)
from app.people.models import (
    Group as PeopleGroup,
)
from app.people.queries import NAME
from app.people.roles import ROLE_NAMES
from app.people.sittings import MEANS_NAMES


def profile(person_id: uuid.UUID) -> Rows:
    return [
        select(
            Person.given_name,
            Person.family_name,
            Person.email,
            Person.phone,
            Person.language,
            Person.created_at,
            Person.suspended_at,
        ).where(Person.id == person_id)
    ]


def roles(person_id: uuid.UUID) -> Rows:
    tutor = aliased(Person)
    return [
        select(
            Centre.name.label("centre"),
            Membership.role,
            Membership.from_on,
            Membership.to_on,
            (tutor.given_name + " " + tutor.family_name).label("tutor"),
            Membership.reference,
        )
        .join(Centre, Centre.id == Membership.centre_id)
        .outerjoin(tutor, tutor.id == Membership.tutor_id)
        .where(Membership.person_id == person_id)
        .order_by(Membership.from_on, Membership.id)
    ]


def groups(person_id: uuid.UUID) -> Rows:
    return [
        select(
            PeopleGroup.name.label("group"),
            Centre.name.label("centre"),
            GroupMember.from_on,
            GroupMember.to_on,
        )
        .join(PeopleGroup, PeopleGroup.id == GroupMember.group_id)
        .join(Centre, Centre.id == PeopleGroup.centre_id)
        .where(GroupMember.person_id == person_id)
        .order_by(GroupMember.from_on, GroupMember.id)
    ]


def browsers(person_id: uuid.UUID) -> Rows:
    return [
        select(
            Sitting.device,
            Sitting.network,
            Sitting.means,
            Sitting.created_at,
            Sitting.seen_at,
            Sitting.ended_at,
        )
        .where(Sitting.person_id == person_id)
        .order_by(Sitting.created_at, Sitting.id)
    ]


def keys(person_id: uuid.UUID) -> Rows:
    """That there is one, and since when; never the key itself."""
    return [
        select(literal("card").label("kind"), Card.made_at, Card.used_at).where(Card.person_id == person_id),
        select(literal("code").label("kind"), CodeKey.made_at).where(CodeKey.person_id == person_id),
        select(literal("recovery").label("kind"), RecoveryCode.used_at).where(
            RecoveryCode.person_id == person_id
        ),
        select(literal("passkey").label("kind"), Passkey.device, Passkey.made_at, Passkey.used_at).where(
            Passkey.person_id == person_id
        ),
        select(literal("outside").label("kind"), OutsideAccount.issuer, OutsideAccount.made_at).where(
            OutsideAccount.person_id == person_id
        ),
        select(
            literal("link").label("kind"),
            PasswordLink.created_at,
            PasswordLink.expires_at,
            PasswordLink.used_at,
        ).where(PasswordLink.person_id == person_id),
        select(
            literal("program").label("kind"),
            ApiToken.label.label("title"),
            ApiToken.created_at,
            ApiToken.expires_at,
            ApiToken.ended_at,
        ).where(ApiToken.person_id == person_id),
    ]


def acts(person_id: uuid.UUID) -> Rows:
    """Both ways: what they did with rights over others, and what was done to their account."""
    return [
        select(
            case((AuditLine.actor_id == person_id, "by_them"), else_="to_them").label("way"),
            AuditLine.at,
            AuditLine.act,
            NAME.label("by"),
        )
        .outerjoin(Person, Person.id == AuditLine.actor_id)
        .where(or_(AuditLine.actor_id == person_id, AuditLine.person_id == person_id))
        .order_by(AuditLine.at, AuditLine.id)
    ]


def seen_as(person_id: uuid.UUID) -> Rows:
    return [
        select(
            case((Seeing.actor_id == person_id, "by_them"), else_="to_them").label("way"),
            NAME.label("by"),
            Centre.name.label("centre"),
            Seeing.reason,
            Seeing.words.label("text"),
            Seeing.begun_at,
            Seeing.ended_at,
        )
        .join(Person, Person.id == Seeing.actor_id)
        .join(Centre, Centre.id == Seeing.centre_id)
        .where(or_(Seeing.actor_id == person_id, Seeing.person_id == person_id))
        .order_by(Seeing.begun_at, Seeing.id)
    ]


WAY_NAMES = {"by_them": _("par vous"), "to_them": _("pour vous")}
KEY_NAMES = {
    "card": _("carte"),
    "code": _("code du téléphone"),
    "recovery": _("code de secours"),
    "passkey": _("clé d’accès"),
    "outside": _("compte extérieur"),
    "link": _("lien pour le mot de passe"),
    "program": _("accès d’un programme"),
}

PARTS = (
    Kept(
        "profile",
        Group.ACCOUNT,
        (Person,),
        _("Votre nom, votre adresse e-mail, votre téléphone et votre langue."),
        _("Pour que votre centre sache qui vous êtes et puisse vous joindre."),
        words.WITH_ACCOUNT,
        _("Vous, les personnes qui vous accompagnent, et qui gère votre centre."),
        ends.PROFILE,
        profile,
    ),
    Kept(
        "roles",
        Group.ACCOUNT,
        (Membership,),
        _("Vos centres, et ce que vous y faites."),
        _("Pour vous montrer ce qui vous concerne, et rien d’autre."),
        words.AS_PROOF,
        words.YOU_TUTOR_AND_CENTRE,
        ends.PLACES,
        roles,
        words={"role": ROLE_NAMES},
    ),
    Kept(
        "groups",
        Group.ACCOUNT,
        (GroupMember,),
        _("Les groupes dans lesquels vous apprenez."),
        _("Pour inscrire et suivre ensemble des personnes qui apprennent ensemble."),
        words.AS_PROOF,
        words.YOU_TUTOR_AND_CENTRE,
        ends.PLACES,
        groups,
    ),
    Kept(
        "browsers",
        Group.ACCOUNT,
        (Sitting,),
        _("Les navigateurs de vos connexions, et la première moitié de leur adresse."),
        _("Pour que vous puissiez fermer une session restée ouverte ailleurs."),
        _("90 jours après la fermeture de la session."),
        words.YOU_ALONE,
        ends.SIGN_INS,
        browsers,
        words={"means": MEANS_NAMES},
    ),
    Kept(
        "keys",
        Group.ACCOUNT,
        (Card, CodeKey, RecoveryCode, Passkey, OutsideAccount, PasswordLink, ApiToken),
        _("Vos moyens de vous connecter : quels moyens, et depuis quand. Jamais le secret lui-même."),
        words.FOR_ACCOUNT,
        words.WITH_ACCOUNT,
        words.YOU_AND_CENTRE,
        ends.KEYS,
        keys,
        words={"kind": KEY_NAMES},
    ),
    Kept(
        "acts",
        Group.ACCOUNT,
        (AuditLine,),
        _("Ce qui a été fait avec des droits : par vous sur d’autres personnes, ou par d’autres pour vous."),
        words.FOR_WORK,
        _("Un an."),
        words.YOU_AND_CENTRE,
        ends.ACTS,
        acts,
        words={"way": WAY_NAMES},
    ),
    Kept(
        "seen_as",
        Group.ACCOUNT,
        (Seeing,),
        _("Les moments où quelqu’un a regardé vos pages comme vous les voyez, et pourquoi."),
        _("Pour que vous sachiez qui a regardé."),
        _("Un an."),
        words.YOU_AND_CENTRE,
        ends.SEEN,
        seen_as,
        words={"way": WAY_NAMES},
    ),
    *kept_choices.PARTS,
    *wishes_and_mails.PARTS,
)
