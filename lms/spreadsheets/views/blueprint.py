"""The blueprint that this room's pages share."""

from flask import Blueprint

bp = Blueprint("spreadsheets", __name__, template_folder="../templates")
