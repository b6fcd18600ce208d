"""How files are told to people: what they are, and how large."""

from flask_babel import lazy_gettext

from app.studio.views.taking import pages

KINDS = {
    "image/svg+xml": lazy_gettext("Dessin SVG"),
    "image/jpeg": lazy_gettext("Photo JPEG"),
    "image/png": lazy_gettext("Image PNG"),
    "image/webp": lazy_gettext("Image WebP"),
    "video/mp4": lazy_gettext("Vidéo MP4"),
    "video/webm": lazy_gettext("Vidéo WebM"),
    "audio/mpeg": lazy_gettext("Son MP3"),
    "audio/ogg": lazy_gettext("Son OGG"),
    "text/vtt": lazy_gettext("Sous-titres"),
    "application/pdf": lazy_gettext("Document PDF"),
}
__all__ = ["pages"]

ICONS = {"video": "video", "audio": "audio", "text": "text", "application": "file", "image": "image"}


@pages.app_template_filter("said_medium")
def said_medium(media_type: str) -> str:
    return str(KINDS.get(media_type, media_type))


@pages.app_template_filter("medium_icon")
def medium_icon(media_type: str) -> str:
    return ICONS.get(media_type.partition("/")[0], "file")
