from flask import Blueprint

pages = Blueprint("home", __name__, template_folder="templates")
