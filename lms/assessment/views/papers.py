"""What trainers see of papers: each quiz's rule, its bank, and how it was answered."""

from flask import render_template, request
from flask.typing import ResponseReturnValue

from lms import clock
from lms.accounts.guard import requires
from lms.accounts.rules import Permission
from lms.assessment.queries import bank
from lms.assessment.rules import PaperRule
from lms.assessment.views import bp
from lms.curriculum.queries import curriculum_by_code

PAGE = 20


@bp.get("/papers")
@requires(Permission.MANAGE_QUIZZES)
def list_papers() -> ResponseReturnValue:
    """Every quiz: its rule, its bank, and this year's use."""
    year = clock.today().year
    return render_template("assessment/papers.html", lines=bank.bank_lines(year), year=year)


@bp.get("/papers/<code>")
@requires(Permission.MANAGE_QUIZZES)
def show_bank(code: str) -> ResponseReturnValue:
    """A bank's questions, and how often each was answered right."""
    curriculum = curriculum_by_code(code)
    number = max(request.args.get("page", 1, type=int), 1)
    lines, total = bank.questions_of(curriculum.id, number, PAGE)
    return render_template(
        "assessment/bank.html",
        curriculum=curriculum,
        rule=PaperRule.from_json(curriculum.quiz),
        lines=lines,
        total=total,
        number=number,
        pages_in_all=max(1, -(-total // PAGE)),
    )
