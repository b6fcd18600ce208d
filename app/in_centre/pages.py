from flask import Blueprint

pages = Blueprint("in_centre", "app.in_centre", template_folder="templates")
