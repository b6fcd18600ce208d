"""What everyone who uses a module is told of a safety point: when it is reported, and when it is settled."""

from dataclasses import dataclass

from flask_babel import gettext

from app.learning.models import ErrorReport, ReportState


@dataclass(frozen=True, slots=True)
class MailTold:
    subject: str
    text: str


def write_warning(report: ErrorReport, *, name: str, module: str, address: str) -> MailTold:
    """In the language spoken. What the reporter wrote is not passed on: nobody has looked at it yet."""
    if report.state is ReportState.OPEN:
        return MailTold(
            gettext("Point de sécurité signalé : %(module)s", module=module),
            _letter(name, _opened(report, module), address),
        )
    return MailTold(
        gettext("Point de sécurité vérifié : %(module)s", module=module),
        _letter(name, f"{say_settled(report)} {report.outcome}", address),
    )


def say_settled(report: ErrorReport) -> str:
    if report.state is ReportState.CORRECTED:
        return str(
            gettext(
                "Le point de sécurité signalé au bloc « %(block)s » est corrigé dans la version %(number)s.",
                block=report.label,
                number=report.corrected_in,
            )
        )
    return str(
        gettext(
            "Le point de sécurité signalé au bloc « %(block)s » est vérifié : rien n’est à changer.",
            block=report.label,
        )
    )


def write_answer(report: ErrorReport, *, name: str, address: str) -> MailTold:
    """To who reported something that is no safety point."""
    if report.state is ReportState.CORRECTED:
        said = gettext(
            "Merci : ce que vous avez signalé au bloc « %(block)s » est corrigé dans la version %(number)s.",
            block=report.label,
            number=report.corrected_in,
        )
    else:
        said = gettext(
            "Merci : ce que vous avez signalé au bloc « %(block)s » est vérifié, et reste comme il est.",
            block=report.label,
        )
    return MailTold(
        gettext("Votre signalement : « %(block)s »", block=report.label),
        _letter(name, f"{said} {report.outcome}", address),
    )


def _opened(report: ErrorReport, module: str) -> str:
    return str(
        gettext(
            "Une erreur est signalée sur un point de sécurité du module « %(module)s », au bloc « %(block)s ». "
            "Tant que ce n’est pas vérifié, ne vous y fiez pas : demandez à votre centre.",
            module=module,
            block=report.label,
        )
    )


def _letter(name: str, said: str, address: str) -> str:
    return "\n\n".join([gettext("Bonjour %(name)s,", name=name), said.strip(), address]) + "\n"
