"""The words for what is refused of a file of a module: the limit, and the way out."""

from typing import Any

from flask_babel import gettext, lazy_gettext

from app.catalogue.content.sentences.files import FILES
from app.kernel.sentences import say

KINDS = {
    "heic": lazy_gettext(
        "Cette photo est au format HEIC, que les navigateurs ne montrent pas. "
        "Enregistrez-la en JPEG sur votre téléphone, puis envoyez-la."
    ),
    "gif": lazy_gettext("Un GIF n’est pas pris. Envoyez une image PNG, ou un film MP4 si elle bouge."),
    "tiff": lazy_gettext("Une image TIFF n’est pas prise. Enregistrez-la en JPEG ou en PNG."),
    "office": lazy_gettext(
        "Ce document n’est pas pris comme fichier. Enregistrez-le en PDF, ou reprenez-le par « Reprendre d’ailleurs »."
    ),
    "srt": lazy_gettext(
        "Ces sous-titres sont au format SRT. Enregistrez-les en WebVTT (.vtt), puis envoyez-les."
    ),
}
WE_TAKE = lazy_gettext(
    "Ce fichier n’est pas pris. Envoyez une image (JPEG, PNG, WebP, AVIF, SVG), un film (MP4, WebM), "
    "un son (MP3, OGG), des sous-titres WebVTT ou un PDF."
)
TOO_LARGE = {
    "image": lazy_gettext(
        "Cette image dépasse %(most)s Mo. Réduisez-la à 3000 pixels de large : c’est plus qu’un écran."
    ),
    "text": lazy_gettext("Ces sous-titres dépassent %(most)s Mo. Vérifiez que c’est le bon fichier."),
    "": lazy_gettext("Ce fichier dépasse %(most)s Mo. Coupez le film en plusieurs, ou exportez-le en 720p."),
}


def learn_media_sentences() -> None:
    _learn_pictures()
    say("medium_not_taken", lambda facts: str(KINDS.get(facts["kind"], WE_TAKE)))
    say("medium_too_large", _too_large)
    say(
        "medium_faulty",
        lambda _: gettext("Ce fichier a des défauts. Corrigez ces lignes, puis envoyez-le de nouveau."),
    )
    say(
        "too_many_media",
        lambda facts: gettext(
            "Ce brouillon a déjà %(most)s fichiers. Retirez ceux qui ne servent pas.", most=facts["most"]
        ),
    )
    say(
        "medium_used",
        lambda facts: gettext(
            "Un bloc montre encore %(name)s. Retirez-le d’abord du bloc.", name=facts["name"]
        ),
    )
    say(
        "medium_gone",
        lambda _: gettext(
            "Ce fichier n’est plus gardé\u00a0: il a été retiré il y a plus d’un mois. Envoyez-le de nouveau."
        ),
    )
    say(
        "medium_other_type",
        lambda facts: gettext(
            "Ce fichier n’est pas du même type que %(name)s. Envoyez-le à part, puis choisissez-le dans le bloc.",
            name=facts["name"],
        ),
    )
    _learn_archives()
    say(
        "cut_outside",
        lambda _: gettext("Cette partie sort de l’image, ou est trop petite. Choisissez-en une autre."),
    )
    say("nothing_to_cut", lambda _: gettext("Seules les photos et les images PNG ou WebP se recadrent."))


def _too_large(facts: dict[str, Any]) -> str:
    kind = str(facts["type"]).partition("/")[0]
    return str(TOO_LARGE.get(kind, TOO_LARGE[""])) % {"most": facts["most"]}


def _learn_archives() -> None:
    too_long, no_zip = FILES["archive_too_long"], FILES["archive_not_zip"]
    say("archive_too_long", lambda facts: gettext(too_long, **facts))
    say("archive_not_zip", lambda _: gettext(no_zip))
    say("archive_gone", lambda _: gettext("L’archive n’est plus là. Envoyez-la de nouveau."))


def _learn_pictures() -> None:
    say(
        "picture_damaged",
        lambda _: gettext("Cette image ne s’ouvre pas. Enregistrez-la de nouveau, en JPEG ou en PNG."),
    )
    say(
        "picture_too_many_pixels",
        lambda facts: gettext(
            "Cette image a plus de %(most)s millions de pixels. Réduisez-la, puis envoyez-la de nouveau.",
            most=facts["most"],
        ),
    )
    say(
        "picture_moves",
        lambda _: gettext("Cette image est animée. Envoyez un film, ou une image fixe."),
    )
