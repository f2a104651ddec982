"""What the worker does for this room: long rosters, and forgetting them after a week."""

from datetime import timedelta
from typing import Any

from flask import current_app

from lms.audit.actor import Actor
from lms.extensions import db
from lms.jobs.registry import Progress, job, repeat
from lms.rosters import actions
from lms.rosters.queries.reach import reach_of_person
from lms.rosters.rosters import made
from lms.rosters.rules.kinds import FileFormat, wanted_from
from lms.rosters.sheets.forms import to_file
from lms.transaction import transaction


@job(actions.JOB)
def make_roster(progress: Progress, **arguments: Any) -> dict[str, Any]:  # noqa: ANN401 - as `actions.have_made` wrote them
    """Make a roster for a person, as far as their rights reach now. Run again it keeps another file, no harm."""
    wanted = wanted_from(arguments["roster"], arguments["conditions"])
    file_format = FileFormat(arguments["file_format"])
    actor = Actor.person(arguments["person_id"], arguments["maker"])
    reach = reach_of_person(arguments["person_id"])
    sheet = made(wanted, reach, arguments["maker"])
    db.session.rollback()  # nobody waits while the file is set
    progress(1, 2)
    content = to_file(sheet, file_format, current_app.extensions["settings"].print_font)
    with transaction():
        file_id = actions.keep_made(actor, wanted, reach, file_format, sheet, content)
    return {"file_id": file_id, "rows": len(sheet), "title": sheet.title}


@repeat("forget old rosters", timedelta(hours=6))
def forget_old_rosters() -> None:
    """Rosters hold people's data; made ones go after a week."""
    with transaction():
        actions.forget_old()
