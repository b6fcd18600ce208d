"""The file of a submission, as it goes to a browser."""

from flask import Response

from app.kernel.errors import NotFound
from app.kernel.runtime import runtime
from app.learning.files import JPEG
from app.learning.models import Submission

# A file that a learner sent is a document when it is opened by itself: it may do nothing.
FILE_POLICY = "default-src 'none'; sandbox"


def file_of(sent: Submission) -> Response:
    """The file of a submission that the reader may see."""
    if sent.sha256 is None:
        raise NotFound
    response = Response(runtime().store.get(sent.sha256), content_type=sent.media_type)
    name = "photo.jpg" if sent.media_type == JPEG else "document.pdf"
    response.headers["Content-Disposition"] = (
        "inline" if sent.media_type == JPEG else f'attachment; filename="{name}"'
    )
    response.headers["Cache-Control"] = "private, no-store"
    response.headers["Content-Security-Policy"] = FILE_POLICY
    return response
