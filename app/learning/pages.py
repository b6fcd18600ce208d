"""The pages of learning: their one blueprint."""

from flask import Blueprint

pages = Blueprint("learning", __name__, template_folder="templates")
