"""Marking a place on a picture. Twin: markingZones.ts of the player; change both together."""

from decimal import Decimal

from app.questions.data import HotspotData, ZoneData
from app.questions.responses import UnreadableResponse, refuse_empty
from app.questions.results import Feedback, Marking

WHOLE = 100


def mark_hotspot(data: HotspotData, response: object) -> Marking:
    """The response is the id of a zone, or a point [x, y] in percent of the picture.

    Where zones lie over each other, the first one counts.
    """
    refuse_empty(response)
    if isinstance(response, str):
        zone = next((each for each in data["zones"] if each["id"] == response), None)
        if zone is None:
            raise UnreadableResponse("not_an_answer")
    else:
        zone = _zone_at(data["zones"], *_read_point(response))
    if zone is None:
        return Marking(Decimal(0), right=False, feedback=(Feedback(None, data["elsewhere_html"]),))
    feedback = (Feedback(zone["id"], zone["feedback_html"]),)
    return Marking(Decimal(int(zone["right"])), zone["right"], feedback)


def _read_point(response: object) -> tuple[float, float]:
    if not isinstance(response, list) or len(response) != 2:
        raise UnreadableResponse("not_an_answer")
    for each in response:
        if isinstance(each, bool) or not isinstance(each, int | float) or not 0 <= each <= WHOLE:
            raise UnreadableResponse("not_an_answer")
    return response[0], response[1]


def _zone_at(zones: list[ZoneData], x: float, y: float) -> ZoneData | None:
    for zone in zones:
        left, top, width, height = zone["place"]
        if left <= x <= left + width and top <= y <= top + height:
            return zone
    return None
