"""`/admin`: is the installation well, and what must be done? For who cares for the network."""

import platform
import shutil
import smtplib
import uuid
from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext, ngettext
from redis.exceptions import RedisError
from sqlalchemy import text

from app.kernel import audit
from app.kernel.access import needs
from app.kernel.errors import NotFound
from app.kernel.figures import database_bytes
from app.kernel.identity import signed_in_actor
from app.kernel.installation import held_since
from app.kernel.jobs import JobsState, known_schedules
from app.kernel.outbox import Refused, drop_parked, retry_parked
from app.kernel.runtime import Runtime, runtime
from app.kernel.unit_of_work import commit, session
from app.operation.queries import Marks, count_duties, list_mails, list_parked, read_marks
from app.operation.wellbeing import Facts, find_needs, say_backup
from app.operation.wording import (
    DUTY_NAMES,
    SCHEDULE_NAMES,
    STATE_KINDS,
    STATE_NAMES,
    say_count,
    say_rhythm,
    say_seconds,
    say_size,
    say_tries,
)
from app.people.queries import get_person
from app.people.terms.reading import list_terms
from app.version import release

MOST_PARKED, MOST_MAILS = 50, 100

pages = Blueprint("operation", __name__, template_folder="templates")


@pages.get("/admin")
@needs("network_manager")
def state() -> ResponseReturnValue:
    running, marks = runtime(), read_marks(session())
    facts = _look(running, marks)
    return render_template(
        "operation/state.html",
        needs=find_needs(facts),
        parked=list_parked(session(), limit=MOST_PARKED),
        duty_names=DUTY_NAMES,
        say_tries=say_tries,
        say_seconds=say_seconds,
        schedules=[
            (SCHEDULE_NAMES.get(each.name, each.name), say_rhythm(each.minutes), marks.runs.get(each.name))
            for each in known_schedules()
        ],
        terms=list_terms(session(), running.settings),
        figures=_figures(running, facts),
        versions=_versions(running),
    )


def _look(running: Runtime, marks: Marks) -> Facts:
    disk = shutil.disk_usage(running.settings.instance)
    return Facts(
        marks=marks,
        counts=count_duties(session()),
        jobs=_jobs_state(running),
        free=disk.free,
        total=disk.total,
        is_demo=running.settings.is_demo,
        has_mail_server=bool(running.settings.mail_url),
    )


def _jobs_state(running: Runtime) -> JobsState | None:
    try:
        return running.jobs.find_state() if running.jobs else None
    except RedisError:
        return None


def _figures(running: Runtime, facts: Facts) -> list[tuple[str, str]]:
    sizes = facts.marks.sizes
    database = database_bytes(session())
    found = [
        (gettext("Dernière sauvegarde"), say_backup(facts.marks)),
        (gettext("Place libre"), say_size(facts.free)),
        (gettext("Base de données"), say_size(database)),
    ]
    if sizes:
        files = ngettext("%(num)s fichier", "%(num)s fichiers", sizes["files"])
        found += [
            (gettext("Fichiers"), f"{say_size(sizes['bytes'])}, {files}"),
            (gettext("Personnes"), say_count(sizes["people"])),
            (gettext("Étapes enregistrées"), say_count(sizes["steps"])),
            (gettext("Messages"), say_count(sizes["messages"])),
        ]
    return found


def _versions(running: Runtime) -> list[tuple[str, str]]:
    asked = "SELECT sqlite_version()" if running.settings.is_embedded else "SHOW server_version"
    server: str = session().execute(text(asked)).scalar_one()
    revision: str | None = (
        session().execute(text("SELECT version_num FROM alembic_version")).scalar_one_or_none()
    )
    return [
        ("Compagnon", release()),
        (gettext("Schéma"), revision or "–"),
        ("SQLite" if running.settings.is_embedded else "PostgreSQL", server.split()[0]),
        ("Python", platform.python_version()),
    ]


@pages.post("/admin/duties/retry")
@needs("network_manager")
def retry_all() -> ResponseReturnValue:
    count = retry_parked(session())
    audit.record(session(), signed_in_actor().id, "duties_retried", "", count=count)
    commit()
    flash(ngettext("%(num)s tâche est réessayée.", "%(num)s tâches sont réessayées.", count))
    return redirect(url_for("operation.state"), 303)


@pages.post("/admin/duties/<uuid:duty_id>/retry")
@needs("network_manager")
def retry(duty_id: uuid.UUID) -> ResponseReturnValue:
    return _act(duty_id, "duty_retried", retry_parked, gettext("La tâche est réessayée."))


@pages.post("/admin/duties/<uuid:duty_id>/drop")
@needs("network_manager")
def drop(duty_id: uuid.UUID) -> ResponseReturnValue:
    return _act(duty_id, "duty_dropped", drop_parked, gettext("La tâche est abandonnée."))


def _act(duty_id: uuid.UUID, name: str, act: Any, said: str) -> ResponseReturnValue:
    if not act(session(), duty_id):
        raise NotFound
    audit.record(session(), signed_in_actor().id, name, duty_id)
    commit()
    flash(said)
    return redirect(url_for("operation.state"), 303)


@pages.get("/admin/mails")
@needs("network_manager")
def mails() -> ResponseReturnValue:
    state = next((each for each in STATE_NAMES if each == request.args.get("state")), None)
    settings, counts = runtime().settings, count_duties(session())
    return render_template(
        "operation/mails.html",
        mails=list_mails(session(), state=state, limit=MOST_MAILS),
        most=MOST_MAILS,
        state=state,
        counts=counts,
        state_names=STATE_NAMES,
        state_kinds=STATE_KINDS,
        say_tries=say_tries,
        has_server=bool(settings.mail_url),
        sender=runtime().mailer.sender,
        address=get_person(session(), signed_in_actor().id).email,
    )


@pages.post("/admin/mails/test")
@needs("network_manager")
def try_mail() -> ResponseReturnValue:
    """To the caller's own address, at once: the answer of the server is the answer of the page."""
    actor = signed_in_actor()
    address = get_person(session(), actor.id).email
    if address and held_since(session()) is None:
        audit.record(session(), actor.id, "mail_tried", actor.id)
        # Nothing waits for the mail server with the turn to write in its hands.
        commit()
        flash(_try_mail(address))
    else:
        flash(
            gettext("Cette copie est retenue : elle n’envoie rien, pas même un essai.")
            if address
            else gettext("Votre compte n’a pas d’adresse e-mail : ajoutez-la, puis recommencez.")
        )
    return redirect(url_for("operation.mails"), 303)


def _try_mail(address: str) -> str:
    """What came of it, in a sentence with the server's own words."""
    said: str = gettext(
        "Le serveur a pris le mail d’essai pour %(address)s. Vérifiez qu’il arrive.", address=address
    )
    if not runtime().settings.mail_url:
        said = gettext("Aucun serveur n’est réglé : le mail d’essai est resté dans le dossier des mails.")
    try:
        runtime().mailer.try_out(
            to=address,
            subject=gettext("Essai de Compagnon"),
            text=gettext("Ce mail d’essai est arrivé : le serveur de mail est bien réglé."),
        )
    except smtplib.SMTPAuthenticationError as error:
        said = gettext(
            "Le serveur de mail n’accepte pas le nom ou le mot de passe : %(words)s", words=_words(error)
        )
    except (Refused, smtplib.SMTPException) as error:
        said = gettext("Le serveur de mail a refusé l’essai : %(words)s", words=_words(error))
    except OSError as error:
        said = gettext("Le serveur de mail ne répond pas : %(words)s", words=_words(error))
    return said


def _words(error: Exception) -> str:
    if isinstance(error, smtplib.SMTPResponseException):
        said = error.smtp_error
        return f"{error.smtp_code} {said.decode('utf-8', 'replace') if isinstance(said, bytes) else said}"
    return str(error)


@pages.get("/admin/settings")
@needs("network_manager")
def settings() -> ResponseReturnValue:
    return render_template("operation/settings.html", settings=runtime().settings.shown())
