from flask import Blueprint

pages = Blueprint("studio", __name__, url_prefix="/studio", template_folder="templates")
