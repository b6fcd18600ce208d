"""Is the installation well, and what must be done? Facts in, sentences out."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta

from flask_babel import gettext, ngettext

from app.kernel.clock import now
from app.kernel.i18n import opening, say_moment
from app.kernel.jobs import JobsState
from app.operation.queries import Counts, Marks
from app.operation.wording import SCHEDULE_NAMES, say_size

BACKUP_OLD = timedelta(days=2)
LEAST_FREE, LEAST_SHARE = 1_000_000_000, 0.1


@dataclass(frozen=True, slots=True)
class Facts:
    """`jobs` is None where nobody can tell."""

    marks: Marks
    counts: Counts
    jobs: JobsState | None
    free: int
    total: int
    is_demo: bool
    has_mail_server: bool


@dataclass(frozen=True, slots=True)
class Need:
    """One thing to do: what is wrong, what to do about it, and where the page leads or which command does it."""

    icon: str
    said: str
    todo: str
    act: str = ""
    command: str = ""


def find_needs(facts: Facts) -> list[Need]:
    """What an operator must do, the most urgent first."""
    return [need for find in NEEDS for need in find(facts)]


def _held(facts: Facts) -> Iterator[Need]:
    if facts.marks.held_since:
        yield Need(
            "pause",
            gettext(
                "Cette copie est restaurée d’une sauvegarde et n’envoie rien depuis %(moment)s.",
                moment=say_moment(facts.marks.held_since),
            ),
            gettext("Si elle remplace l’installation d’origine, mettez-la en service :"),
            command="flask --app wsgi compagnon go-live",
        )


def _room(facts: Facts) -> Iterator[Need]:
    if facts.free < min(LEAST_FREE, facts.total * LEAST_SHARE):
        yield Need(
            "stop",
            gettext("Il ne reste que %(free)s sur le disque.", free=say_size(facts.free)),
            gettext("Faites de la place : un disque plein arrête les envois et les réponses."),
        )


def _jobs(facts: Facts) -> Iterator[Need]:
    if facts.jobs in (JobsState.NOBODY, JobsState.STOPPED):
        yield Need(
            "stop",
            gettext("Plus aucun programme ne fait les travaux réguliers."),
            gettext("Démarrez-le à côté des serveurs :"),
            command="systemctl start compagnon-jobs",
        )
    for name, run in sorted(facts.marks.runs.items()):
        if not run.is_well:
            yield Need(
                "refresh",
                gettext(
                    "« %(job)s » s’est arrêté %(moment)s : %(error)s.",
                    job=SCHEDULE_NAMES.get(name, name),
                    moment=say_moment(run.at),
                    error=run.went,
                ),
                gettext(
                    "Le journal du serveur dit pourquoi, à la ligne job_failed. Le travail recommence seul."
                ),
            )


def _duties(facts: Facts) -> Iterator[Need]:
    parked, late = facts.counts.parked, facts.counts.late
    if parked:
        yield Need(
            "redo",
            ngettext(
                "%(num)s tâche s’est arrêtée après tous ses essais.",
                "%(num)s tâches se sont arrêtées après tous leurs essais.",
                parked,
            ),
            gettext("Lisez ce qui a manqué, réparez-le, puis réessayez."),
            act="parked",
        )
    if late and not facts.marks.held_since:
        yield Need(
            "hourglass",
            ngettext(
                "%(num)s tâche attend depuis plus d’un quart d’heure.",
                "%(num)s tâches attendent depuis plus d’un quart d’heure.",
                late,
            ),
            gettext("Le serveur de mail répond-il ? Envoyez un mail d’essai."),
            act="mails",
        )


def _mails(facts: Facts) -> Iterator[Need]:
    if facts.counts.refused:
        yield Need(
            "mail",
            ngettext(
                "%(num)s mail a été refusé ces 7 derniers jours.",
                "%(num)s mails ont été refusés ces 7 derniers jours.",
                facts.counts.refused,
            ),
            gettext("Prévenez les centres : ces adresses sont à corriger."),
            act="refused",
        )
    if not facts.has_mail_server and not facts.is_demo:
        yield Need(
            "mail",
            gettext("Aucun serveur de mail n’est réglé : les mails restent dans un dossier."),
            gettext("Donnez son adresse dans MAIL_URL, puis envoyez un mail d’essai."),
            act="mails",
        )


def _backup(facts: Facts) -> Iterator[Need]:
    made = facts.marks.backed_up_at
    if facts.is_demo or (made and made > now() - BACKUP_OLD):
        return
    yield Need(
        "download",
        gettext("La dernière sauvegarde date d’il y a %(days)s jours.", days=(now() - made).days)
        if made
        else gettext("Aucune sauvegarde n’a encore été faite."),
        gettext("Faites-en une chaque nuit, et gardez-la sur une autre machine :"),
        command="flask --app wsgi compagnon backup /…/compagnon.zip",
    )


NEEDS: tuple[Callable[[Facts], Iterator[Need]], ...] = (_held, _room, _jobs, _duties, _mails, _backup)


def say_backup(marks: Marks) -> str:
    if marks.backed_up_at is None:
        return str(gettext("aucune"))
    return opening(say_moment(marks.backed_up_at))
