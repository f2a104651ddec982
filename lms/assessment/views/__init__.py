"""Pages of the assessment room: taking a quiz, and what trainers see of papers and questions."""

from flask import Blueprint

bp = Blueprint("assessment", __name__, template_folder="../templates")

from lms.assessment.views import answering, papers, quiz  # noqa: E402, F401 - they add their routes to `bp`
