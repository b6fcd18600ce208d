from flask import Blueprint, request

from app.tutoring.wording import say_minutes

pages = Blueprint("tutoring", "app.tutoring", template_folder="templates")
pages.add_app_template_filter(say_minutes, "said_minutes")


def is_fragment() -> bool:
    """Whether the page is there already and asks for a part of itself."""
    return request.headers.get("HX-Request") == "true"
