import io

from tests.catalogue.samples import PNG
from tests.guards.access.rows import LEARNERS, MANAGERS, NO_ID, STAFF, TRAINERS, Row, people
from tests.planted import BLOCK, Planted, files_of, zipped

OF_THE_CENTRE = people("learner second_learner tutor substitute author host manager network")
WORKING_THERE = OF_THE_CENTRE & STAFF
AUTHOR = people("author")

QUESTION = "La lame arrêtée coupe-t-elle ?{T}".encode()


def archive(planted: Planted) -> bytes:
    return zipped(files_of(planted.slug, "changé"))


def upload(planted: Planted) -> dict[str, object]:
    return {"archive": (io.BytesIO(archive(planted)), "module.zip")}


def questions(_planted: Planted) -> dict[str, object]:
    return {"file": (io.BytesIO(QUESTION), "lames.gift")}


def to_move(_planted: Planted) -> dict[str, object]:
    return {"step": "move", "id": MOVE, f"effect-{BLOCK}": "redo", f"reason-{BLOCK}": "Autre question"}


def opinion(_planted: Planted) -> dict[str, object]:
    return {"block": BLOCK, "text": "Trop long ?", "from": "reading"}


def why(_planted: Planted) -> dict[str, object]:
    return {"why": "Le matériel a changé"}


LEFT = {"number": "left"}
MOVE = "00000000-0000-7000-8000-0000000000cc"
A_FILE = {"name": "=photo.png"}
NO_UPLOAD = {"upload_id": f"={NO_ID}"}


def a_file(_planted: Planted) -> dict[str, object]:
    return {"file": (io.BytesIO(PNG), "point.png")}


def an_upload(_planted: Planted) -> dict[str, object]:
    return {"name": "film.mp4", "size": 9_000_000}


MEDIA = [
    Row("GET /studio/modules/<slug>/media", enters=TRAINERS, sees=AUTHOR),
    Row("POST /studio/modules/<slug>/media", enters=TRAINERS, sees=AUTHOR, ok=303, form=a_file),
    Row("POST /studio/modules/<slug>/media/remove-unused", enters=TRAINERS, sees=AUTHOR, ok=303),
    # A block shows this file.
    Row(
        "POST /studio/modules/<slug>/media/<name>/remove", enters=TRAINERS, sees=AUTHOR, ok=409, where=A_FILE
    ),
    Row(
        "POST /studio/modules/<slug>/media/<name>/replace",
        enters=TRAINERS,
        sees=AUTHOR,
        ok=303,
        where=A_FILE,
        form=a_file,
    ),
    Row("GET /studio/modules/<slug>/media/<name>/cut", enters=TRAINERS, sees=AUTHOR, where=A_FILE),
    Row("POST /studio/modules/<slug>/media/<name>/cut", enters=TRAINERS, sees=AUTHOR, ok=303, where=A_FILE),
    Row("POST /studio/modules/<slug>/media/uploads", enters=TRAINERS, sees=AUTHOR, ok=201, json=an_upload),
    # An upload is its sender's alone, and nobody has begun one.
    Row(
        "GET /studio/modules/<slug>/media/uploads/<uuid:upload_id>",
        enters=TRAINERS,
        sees=AUTHOR,
        ok=404,
        where=NO_UPLOAD,
    ),
    Row(
        "PATCH /studio/modules/<slug>/media/uploads/<uuid:upload_id>",
        enters=TRAINERS,
        sees=AUTHOR,
        ok=404,
        where=NO_UPLOAD,
    ),
    Row(
        "POST /studio/modules/<slug>/media/uploads/<uuid:upload_id>/end",
        enters=TRAINERS,
        sees=AUTHOR,
        ok=404,
        where=NO_UPLOAD,
    ),
]

# Every trainer may send an archive; what becomes of it is asked when the form names it.
ARCHIVES = [
    Row("POST /studio/archives/uploads", enters=TRAINERS, ok=201, json=an_upload),
    Row("GET /studio/archives/uploads/<uuid:upload_id>", enters=TRAINERS, ok=404, where=NO_UPLOAD),
    Row("PATCH /studio/archives/uploads/<uuid:upload_id>", enters=TRAINERS, ok=404, where=NO_UPLOAD),
]

CENTRE = {"centre": "centre_id"}

ROWS = [
    Row(
        "GET /media/<version>/<name>",
        enters=LEARNERS | STAFF,
        sees=WORKING_THERE | people("learner"),
        nobody=404,
    ),
    Row(
        "GET /media/<version>/<name>/<rendition>",
        enters=LEARNERS | STAFF,
        sees=WORKING_THERE | people("learner"),
        nobody=404,
        where={"name": "=photo.png"},
    ),
    Row("GET /api/v1/modules"),
    Row("GET /api/v1/modules/<slug>", sees=OF_THE_CENTRE),
    # The outline alone; content opens with an enrolment.
    Row("GET /api/v1/modules/<slug>/versions/<int:number>", sees=OF_THE_CENTRE),
    Row("GET /api/v1/modules/<slug>/versions/<int:number>/archive", enters=TRAINERS, sees=AUTHOR),
    Row(
        "PUT /api/v1/modules/<slug>/draft",
        enters=TRAINERS,
        sees=AUTHOR,
        data=archive,
        absent=422,  # a free name makes a new module, and this archive has another name
    ),
    Row(
        "POST /api/v1/modules/<slug>/versions",
        enters=TRAINERS,
        sees=AUTHOR,
        ok=201,
        json=lambda _planted: {"note": "Revu"},
    ),
    Row(
        "POST /api/v1/modules/<slug>/units",
        enters=TRAINERS,
        sees=AUTHOR,
        data=lambda _planted: QUESTION,
        query=lambda _planted: {"name": "lames.gift", "keep": "true"},
    ),
    Row("GET /studio", enters=TRAINERS),
    Row("GET /studio/forms", enters=TRAINERS),
    Row("POST /studio/modules", enters=TRAINERS, ok=422),
    Row("GET /studio/modules/<slug>", enters=TRAINERS, sees=AUTHOR),
    Row("GET /studio/modules/<slug>/questions", enters=TRAINERS, sees=AUTHOR),
    Row("GET /studio/modules/<slug>/elsewhere", enters=TRAINERS, sees=AUTHOR),
    Row("POST /studio/modules/<slug>/elsewhere", enters=TRAINERS, sees=AUTHOR, form=questions),
    # The file that the form names is not there.
    Row("POST /studio/modules/<slug>/elsewhere/units", enters=TRAINERS, sees=AUTHOR, ok=422),
    Row("POST /studio/modules/<slug>/draft", enters=TRAINERS, sees=AUTHOR, ok=303, form=upload),
    Row("POST /studio/modules/<slug>/versions", enters=TRAINERS, sees=AUTHOR, ok=303),
    Row("GET /studio/modules/<slug>/versions", enters=TRAINERS, sees=AUTHOR),
    Row("GET /studio/modules/<slug>/tips", enters=TRAINERS, sees=AUTHOR),
    Row(
        "POST /studio/modules/<slug>/tips/<uuid:tip_id>",
        enters=TRAINERS,
        sees=AUTHOR,
        ok=303,
        form=lambda _planted: {"act": "take", "title": "Souvent demandé", "text": "Mettez les deux."},
    ),
    Row("GET /studio/modules/<slug>/learners", enters=TRAINERS, sees=AUTHOR),
    Row("GET /studio/modules/<slug>/reports", enters=TRAINERS, sees=AUTHOR),
    Row(
        "POST /studio/modules/<slug>/reports/<uuid:report_id>",
        enters=TRAINERS,
        sees=AUTHOR,
        ok=303,
        form=lambda _planted: {"state": "unfounded", "outcome": "Relu avec l’équipe"},
    ),
    Row("POST /studio/modules/<slug>/retire", enters=TRAINERS, sees=AUTHOR, ok=303, form=why),
    Row("POST /studio/modules/<slug>/reopen", enters=TRAINERS, sees=AUTHOR, ok=303),
    Row(
        "POST /studio/modules/<slug>/versions/<int:number>/retire",
        enters=TRAINERS,
        sees=AUTHOR,
        ok=303,
        form=why,
    ),
    Row("POST /studio/modules/<slug>/versions/<int:number>/reopen", enters=TRAINERS, sees=AUTHOR, ok=303),
    Row("GET /studio/modules/<slug>/versions/<int:number>/move", enters=TRAINERS, sees=AUTHOR, where=LEFT),
    Row(
        "POST /studio/modules/<slug>/versions/<int:number>/move",
        enters=TRAINERS,
        sees=AUTHOR,
        ok=303,
        where=LEFT,
        form=to_move,
    ),
    Row("GET /studio/modules/<slug>/versions/<int:number>/archive", enters=TRAINERS, sees=AUTHOR),
    Row("GET /studio/modules/<slug>/versions/<int:number>/units/<unit>", enters=TRAINERS, sees=AUTHOR),
    *MEDIA,
    *ARCHIVES,
    Row("GET /studio/modules/<slug>/review", enters=TRAINERS, sees=AUTHOR),
    Row("GET /studio/modules/<slug>/review/units/<unit>", enters=TRAINERS, sees=AUTHOR),
    # A fragment for who has a script, the page for who has none.
    Row("GET /studio/modules/<slug>/checks", enters=TRAINERS, sees=AUTHOR, ok=303),
    # Nobody was chosen, and nobody was asked.
    Row("POST /studio/modules/<slug>/reviews", enters=TRAINERS, sees=AUTHOR, ok=422),
    Row("POST /studio/modules/<slug>/reviews/withdraw", enters=TRAINERS, sees=AUTHOR, ok=409),
    Row("POST /studio/modules/<slug>/reviews/answer", enters=TRAINERS, sees=AUTHOR, ok=409),
    Row("POST /studio/modules/<slug>/links", enters=TRAINERS, sees=AUTHOR, ok=303),
    Row("POST /studio/modules/<slug>/comments", enters=TRAINERS, sees=AUTHOR, ok=303, form=opinion),
    Row(
        "POST /studio/modules/<slug>/comments/<uuid:comment_id>/settle", enters=TRAINERS, sees=AUTHOR, ok=303
    ),
    Row(
        "POST /studio/modules/<slug>/comments/<uuid:comment_id>/reopen", enters=TRAINERS, sees=AUTHOR, ok=303
    ),
    Row("GET /studio/reviewing", enters=MANAGERS),
    Row(
        "POST /studio/reviewing/<uuid:centre>", enters=MANAGERS, sees=people("manager"), ok=303, where=CENTRE
    ),
]
