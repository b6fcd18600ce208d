from flask import Blueprint

pages = Blueprint("chat", __name__, template_folder="templates")
