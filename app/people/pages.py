from flask import Blueprint

pages = Blueprint("people", "app.people", template_folder="templates")
