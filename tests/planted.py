"""Two centres with the same things in each: one learner at work, and everything an address can name, made by services."""

import io
import uuid
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.catalogue.history import list_changes
from app.catalogue.models import Change, Module, ModuleVersion
from app.catalogue.queries import get_outline
from app.catalogue.services.drafts import replace_draft
from app.catalogue.services.preparing import keep_content
from app.catalogue.services.publishing import publish_version
from app.chat.services.conversations import ensure_tutoring
from app.chat.services.messages import send
from app.in_centre.half_days import half_days
from app.in_centre.models import Booking, InCentreSession, Level, Observation
from app.in_centre.services.attendance import confirm_attendance
from app.in_centre.services.booking import book
from app.in_centre.services.observing import Marks, Place, sign
from app.in_centre.services.sessions import Plan, create_session
from app.kernel.clock import clock_set_to, now
from app.kernel.ids import new_id
from app.kernel.storage import Store
from app.learning.files import SentFile
from app.learning.models import Enrolment
from app.learning.services.completion import complete_block
from app.learning.services.enrolments import enrol
from app.learning.services.reporting import report_error
from app.learning.services.work import Work, send_work
from app.network.models import Closure
from app.network.queries import get_centre
from app.people.erasing.models import Erasure
from app.people.models import Group, GroupMember, Membership, Role, Sitting
from app.studio.services.comments import add_comment
from app.tutoring.models import Tip
from app.tutoring.queries.needs import list_needs
from app.tutoring.services.help_requests import ask, block_anchor
from app.tutoring.services.tips import propose_tip
from tests.cast import Cast, Member
from tests.catalogue.samples import MODULE, PNG, SCIE, sample

SHARED = "atelier-commun"
UNIT, BENCH, BLOCK, PICTURE = "la-scie", "au-banc", "lame-immobile", "scie.svg"
#: A language in which the draft has been begun.
OTHER = "nl"
HALF_A_DAY = timedelta(hours=3, minutes=30)
Make = Callable[[], Module]

WORK_BLOCK = "envoyer"
WORK = """\
:::submission{#envoyer title="Votre réglage" accept="any" required="no"}
Envoyez ce que vous avez réglé.
:::
"""
PHOTO = """\
:::figure{#photo src="photo.png" alt="Un point blanc" required="no"}
Un point.
:::
"""


@dataclass(frozen=True)
class Team:
    """Who makes and does things in one centre."""

    mark: str  # stands in every text of this centre, and nowhere in the other's
    centre_id: uuid.UUID
    learner: Member
    tutor: Member
    author: Member
    host: Member


@dataclass(frozen=True)
class Planted:
    """The ids of one centre. `session_id` and `booking_id` are to come; `held_id` is the booking of a session that is
    over, whose grid is signed: `observation_id`."""

    slug: str
    version_id: uuid.UUID
    enrolment_id: uuid.UUID
    shared_enrolment_id: uuid.UUID
    conversation_id: uuid.UUID
    session_id: uuid.UUID
    booking_id: uuid.UUID
    held_session_id: uuid.UUID
    held_id: uuid.UUID
    observation_id: uuid.UUID
    person_id: uuid.UUID
    signal_id: uuid.UUID
    membership_id: uuid.UUID
    sitting_id: uuid.UUID
    tutor_id: uuid.UUID
    submission_id: uuid.UUID
    report_id: uuid.UUID
    change_id: uuid.UUID
    help_request_id: uuid.UUID
    tip_id: uuid.UUID
    comment_id: uuid.UUID
    centre_id: uuid.UUID
    centre_code: str
    closure_id: uuid.UUID
    manager_membership_id: uuid.UUID
    group_id: uuid.UUID
    erasure_id: uuid.UUID
    number: int = 1
    #: The version that the learner is on, and that a newer one has left behind.
    left: int = 1


@dataclass(frozen=True)
class World:
    here: Planted  # Nadia's, in the first centre
    there: Planted  # Ines's, in the other


def plant(session: Session, store: Store, cast: Cast) -> World:
    """Both centres, and one module that the first shares with the second. The caller commits."""
    return World(plant_here(session, store, cast), plant_there(session, store, cast))


def plant_here(session: Session, store: Store, cast: Cast, make: Make | None = None) -> Planted:
    here, _there = teams(cast)
    with at(days=-10):
        publish(session, store, here.author, SHARED, "commun").is_shared = True
        session.flush()
    return plant_centre(session, store, here, make)


def plant_there(session: Session, store: Store, cast: Cast) -> Planted:
    _here, there = teams(cast)
    return plant_centre(session, store, there)


def teams(cast: Cast) -> tuple[Team, Team]:
    return (
        Team("liégeois", cast.centre_id, cast.learner, cast.tutor, cast.author, cast.host),
        Team(
            "montois",
            cast.other_centre_id,
            cast.stranger,
            cast.other_tutor,
            cast.other_author,
            cast.other_author,
        ),
    )


def plant_centre(session: Session, store: Store, team: Team, make: Make | None = None) -> Planted:
    """Everything of one centre. `make` publishes its module, which has the sample's units; else the sample is it."""
    today = now()
    with at(days=-10):
        slug = f"atelier-{team.mark}".replace("é", "e")
        module = make() if make else publish(session, store, team.author, slug, team.mark)
        own, shared = (
            begin(session, team, one)
            for one in (module, session.scalars(select(Module).where(Module.slug == SHARED)).one())
        )
        study_all(session, own)
        held, held_booking = offer(session, team, module, today - timedelta(days=3))
    observation = hold(session, team, held, held_booking)
    with at(hours=-2):
        conversation = ensure_tutoring(
            session, subject=own.id, learner_id=team.learner.id, tutor_id=team.tutor.id
        )
        for sender in (team.learner, team.tutor):
            write(session, sender, conversation.id, f"Message {team.mark}")
    coming, booking = offer(session, team, module, today + timedelta(days=2))
    if make is None:
        improve(session, store, team, module)
    tip = advise(session, team, own)
    return Planted(
        slug=module.slug,
        version_id=own.version_id,
        enrolment_id=own.id,
        shared_enrolment_id=shared.id,
        conversation_id=conversation.id,
        session_id=coming.id,
        booking_id=booking.id,
        held_session_id=held.id,
        held_id=held_booking.id,
        observation_id=observation.id,
        person_id=team.learner.id,
        signal_id=question(session, team, own),
        membership_id=session.scalars(
            select(Membership.id).where(Membership.person_id == team.learner.id)
        ).one(),
        sitting_id=session.scalars(select(Sitting.id).where(Sitting.person_id == team.learner.id)).one(),
        tutor_id=team.tutor.id,
        submission_id=hand_in(session, store, own),
        report_id=complain(session, team, own),
        # What `make` publishes was never files, of which a draft could be made.
        change_id=new_id() if make else write_on(session, store, team, module),
        help_request_id=tip.help_request_id,
        tip_id=tip.id,
        comment_id=discuss(session, team, module),
        centre_id=team.centre_id,
        group_id=gather(session, team),
        erasure_id=wish(session, team),
        centre_code=get_centre(session, team.centre_id).code,
        closure_id=close(session, team, today + timedelta(days=200)),
        manager_membership_id=session.scalars(
            select(Membership.id).where(
                Membership.centre_id == team.centre_id, Membership.role == Role.CENTRE_MANAGER
            )
        ).one(),
    )


def close(session: Session, team: Team, day: datetime) -> uuid.UUID:
    """A day on which the centre is closed, long after all the others here."""
    closure = Closure(
        centre_id=team.centre_id, first_on=day.date(), last_on=day.date(), reason=f"Pont {team.mark}"
    )
    session.add(closure)
    session.flush()
    return closure.id


def gather(session: Session, team: Team) -> uuid.UUID:
    """The class that the learner is in."""
    group = Group(centre_id=team.centre_id, name=f"Classe {team.mark}", created_at=now())
    session.add(group)
    session.flush()
    session.add(GroupMember(group_id=group.id, person_id=team.learner.id, from_on=now().date()))
    session.flush()
    return group.id


def wish(session: Session, team: Team) -> uuid.UUID:
    """The tutor, on whom others count, has asked by letter to be erased."""
    asked = Erasure(
        person_id=team.tutor.id,
        asked_at=now() - timedelta(days=20),
        asked_by=team.host.id,
        heard=f"Lettre {team.mark}",
        open_at=now() - timedelta(days=6),
        due_at=now() + timedelta(days=10),
    )
    session.add(asked)
    session.flush()
    return asked.id


def write_on(session: Session, store: Store, team: Team, module: Module) -> uuid.UUID:
    """The draft of the next version is open, as its author left it."""
    files = in_two_languages(files_of(module.slug, module.title.removeprefix("Atelier ")))
    replace_draft(session, team.author.actor, store=store, slug=module.slug, files=files)
    latest: Change = list_changes(session, team.author.actor, module.slug, limit=1)[0]
    return latest.id


def hand_in(session: Session, store: Store, enrolment: Enrolment) -> uuid.UUID:
    """A document the learner sent, that nobody has looked at yet."""
    file = SentFile("application/pdf", b"%PDF-1.4 planted")
    work = Work(new_id(), "Voici.", file)
    return send_work(session, enrolment, block=WORK_BLOCK, work=work, key=keep_content(store, file.data)).id


def advise(session: Session, team: Team, enrolment: Enrolment) -> Tip:
    """An answer at another block than the open question's, proposed as a note."""
    block = "regler"
    asked, _created = ask(
        session,
        team.learner.actor,
        enrolment_id=enrolment.id,
        block=block,
        text=f"Deux {team.mark} ?",
        client_id=new_id(),
    )
    send(
        session,
        sender_id=team.tutor.id,
        conversation_id=asked.conversation_id,
        client_id=new_id(),
        text=f"Les deux {team.mark}.",
        anchor=block_anchor(block, 1),
    )
    tip, _created = propose_tip(
        session, team.tutor.actor, help_request_id=asked.id, text=f"Les deux {team.mark}."
    )
    return tip


def complain(session: Session, team: Team, enrolment: Enrolment) -> uuid.UUID:
    """What a learner says is wrong at a block; no safety point, which would stand in everyone's way."""
    made, _created = report_error(
        session,
        team.learner.actor,
        report_id=new_id(),
        version_id=enrolment.version_id,
        block=BLOCK,
        is_safety=False,
        text=f"Faux {team.mark}",
    )
    return made.id


def discuss(session: Session, team: Team, module: Module) -> uuid.UUID:
    """What the author of the draft says of a block."""
    said = add_comment(session, team.author.actor, slug=module.slug, block=BLOCK, text=f"Clair {team.mark} ?")
    return said.id


@contextmanager
def at(**ago: float) -> Iterator[datetime]:
    """So long before (or after) the present, by the house's clock."""
    moment = now() + timedelta(**ago)
    with clock_set_to(lambda: moment):
        yield moment


def publish(session: Session, store: Store, author: Member, slug: str, title: str) -> Module:
    replace_draft(session, author.actor, store=store, slug=slug, files=files_of(slug, title))
    version: ModuleVersion = publish_version(session, author.actor, store=store, slug=slug)
    return session.get_one(Module, version.module_id)


def improve(session: Session, store: Store, team: Team, module: Module) -> None:
    """A second version: one question asks something else. Who has begun stays on the first."""
    files = files_of(module.slug, team.mark)
    scie = files["units/01-la-scie.md"].decode().replace("Peut-elle blesser", "Peut-elle encore blesser")
    files["units/01-la-scie.md"] = scie.encode()
    replace_draft(session, team.author.actor, store=store, slug=module.slug, files=files)
    publish_version(session, team.author.actor, store=store, slug=module.slug)


def files_of(slug: str, title: str) -> dict[str, bytes]:
    """The sample module under another name."""
    head = MODULE.replace("slug: atelier-bois", f"slug: {slug}").replace(
        "title: Atelier bois", f"title: Atelier {title}"
    )
    return sample(module=head, scie=f"{SCIE}\n{WORK}\n{PHOTO}") | {"media/photo.png": PNG}


def in_two_languages(files: dict[str, bytes]) -> dict[str, bytes]:
    """With what the module says of itself, and its first unit, in another language too."""
    said = f"translations:\n  {OTHER}:\n    title: Werkplaats\n    summary: Zagen.\n    outcomes: []\nunits:"
    head = files["module.yaml"].replace(b"units:", said.encode())
    return files | {"module.yaml": head, f"units/01-la-scie.{OTHER}.md": files["units/01-la-scie.md"]}


def zipped(files: dict[str, bytes]) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return packed.getvalue()


def begin(session: Session, team: Team, module: Module) -> Enrolment:
    enrolment, _created = enrol(
        session,
        learner_id=team.learner.id,
        module=module,
        centre_id=team.centre_id,
        tutor_id=team.tutor.id,
    )
    return enrolment


def study_all(session: Session, enrolment: Enrolment) -> None:
    """What the bench asks for is done."""
    unit = get_outline(session, enrolment.version_id).unit(UNIT)
    assert unit
    for block in unit.blocks:
        complete_block(session, enrolment_id=enrolment.id, block=block.code, because={"kind": "waiver"})


def offer(session: Session, team: Team, module: Module, day: datetime) -> tuple[InCentreSession, Booking]:
    """A session of the bench in the morning of that day, with the learner in it."""
    starts_at = day.replace(hour=8, minute=0, second=0, microsecond=0)
    plan = Plan(starts_at, starts_at + HALF_A_DAY, f"Salle {team.mark}", team.host.id, {"Une scie": 3})
    planned = create_session(
        session,
        team.host.actor,
        centre_id=team.centre_id,
        module_id=module.id,
        unit=BENCH,
        plan=plan,
    )
    booking, _created = book(session, team.learner.actor, session_id=planned.id)
    return planned, booking


def hold(session: Session, team: Team, held: InCentreSession, booking: Booking) -> Observation:
    """The session took place: the learner was there, and showed the task."""
    moment = held.starts_at + timedelta(hours=1)
    with clock_set_to(lambda: moment):
        [half] = half_days(held.starts_at, held.ends_at, get_centre(session, team.centre_id).time_zone)
        confirm_attendance(
            session,
            team.host.actor,
            booking_id=booking.id,
            day=half.day,
            half_day=half.half_day,
            is_present=True,
        )
        levels = {"debrancher": Level.ACHIEVED, "mesurer": Level.IN_PROGRESS}
        remarks = {"mesurer": f"Remarque {team.mark}"}
        return sign(
            session,
            team.host.actor,
            place=Place(booking.id, "reglage", 1),
            marks=Marks(levels, remarks),
            name=team.host.actor.name,
        )


def write(session: Session, sender: Member, conversation_id: uuid.UUID, text: str) -> None:
    send(session, sender_id=sender.id, conversation_id=conversation_id, client_id=new_id(), text=text)


def question(session: Session, team: Team, enrolment: Enrolment) -> uuid.UUID:
    """The learner asks at a block; the tutor's signal of it."""
    asked, _created = ask(
        session,
        team.learner.actor,
        enrolment_id=enrolment.id,
        block=BLOCK,
        text=f"Question {team.mark}",
        client_id=new_id(),
    )
    reasons = list_needs(session, team.tutor.actor).of(enrolment.id)
    return next(each.id for each in reasons if each.facts.get("help_request") == str(asked.id))
