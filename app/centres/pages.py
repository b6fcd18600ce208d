from flask import Blueprint

pages = Blueprint("centres", __name__, template_folder="templates")
