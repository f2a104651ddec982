"""A branch's meeting: reported, looked at, corrected, taken back; its photos and minutes."""

from typing import Any

from flask import redirect, render_template, request, send_file, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from lms import clock
from lms.accounts.guard import current_actor, current_scope, requires
from lms.accounts.rules import Permission
from lms.errors import Conflict, Refused
from lms.files.actions import opened
from lms.files.downloads import as_attachment
from lms.people.models import Organisation
from lms.people.queries import names_of_actors
from lms.rounds.actions import reports as actions
from lms.rounds.forms.reports import ReportForm, sent_people, sent_reasons
from lms.rounds.forms.rounds import ReasonForm
from lms.rounds.models import BranchReport, SeasonalRound
from lms.rounds.queries import reports, rounds
from lms.rounds.queries.branches import branch_for_update, branch_in_reach, faces, faces_of_branch
from lms.rounds.views.blueprint import bp, this_branch, this_round
from lms.transaction import transaction
from lms.web.notices import tell
from lms.web.uploads import was_cut_off


@bp.get("/rounds/<int:round_id>/branches/<int:organisation_id>/report")
@requires(Permission.REPORT_ROUND)
def new_report(round_id: int, organisation_id: int) -> ResponseReturnValue:
    """An empty report with the branch's members to tick."""
    round_, branch = this_branch(round_id, organisation_id)
    form = _form(round_, formdata=None)
    if round_.first_day <= clock.today() <= round_.last_day:
        form.day.data = clock.today()
    return _page(round_, branch, form, None)


@bp.post("/rounds/<int:round_id>/branches/<int:organisation_id>/report")
@requires(Permission.REPORT_ROUND)
def report_meeting(round_id: int, organisation_id: int) -> ResponseReturnValue:
    """Report it; pressed twice, it is reported once."""
    round_, branch = this_branch(round_id, organisation_id)
    form = _form(round_)
    try:
        if _is_whole(form) and (sent := form.take_files()) is not None:
            with transaction():
                round_ = rounds.round_to_report(round_id, current_scope())
                branch = branch_for_update(round_, organisation_id, current_scope())
                fields = form.fields(request.form)
                made, _new = actions.report_meeting(
                    current_actor(), round_, branch, fields, sent, form.send_key.data or ""
                )
            tell(_("The meeting is reported: %(num)s came.", num=len(fields.attended)), _("It can be corrected."))
            return redirect(url_for(".show_meeting", round_id=round_id, meeting_id=made), code=303)
    except Refused as refusal:
        form.form_errors.append(str(refusal))
    return _page(*this_branch(round_id, organisation_id), form, None), 422


@bp.get("/rounds/<int:round_id>/meetings/<int:meeting_id>")
@requires(Permission.REPORT_ROUND)
def show_meeting(round_id: int, meeting_id: int) -> ResponseReturnValue:
    """A meeting as it is known, its files, and what was corrected."""
    round_ = this_round(round_id)
    meeting, report = reports.meeting_in_reach(round_, meeting_id, current_scope())
    presence = reports.presence_of(report.id)
    versions = reports.versions_of(meeting_id)
    return render_template(
        "rounds/meeting.html",
        round=round_,
        meeting=meeting,
        report=report,
        branch=branch_in_reach(round_, meeting.organisation_id, current_scope()),
        themes={theme.id: theme.name for theme in rounds.themes_of(round_id)},
        presence=presence,
        people=faces(set(presence)),
        files=reports.files_of(meeting_id),
        versions=versions,
        names=names_of_actors(one.recorded_by for one in versions),
    )


@bp.get("/rounds/<int:round_id>/meetings/<int:meeting_id>/edit")
@requires(Permission.REPORT_ROUND)
def edit_meeting(round_id: int, meeting_id: int) -> ResponseReturnValue:
    """A meeting as it is known, to be corrected."""
    round_ = this_round(round_id)
    meeting, report = reports.meeting_in_reach(round_, meeting_id, current_scope())
    form = _form(round_, formdata=None)
    form.fill(report)
    return _page(round_, branch_in_reach(round_, meeting.organisation_id, current_scope()), form, report)


@bp.post("/rounds/<int:round_id>/meetings/<int:meeting_id>/edit")
@requires(Permission.REPORT_ROUND)
def correct_meeting(round_id: int, meeting_id: int) -> ResponseReturnValue:
    """Correct it; what was said before stays on record."""
    meeting, _report = reports.meeting_in_reach(this_round(round_id), meeting_id, current_scope())
    branch_id, form = meeting.organisation_id, _form(this_round(round_id))
    try:
        if _is_whole(form) and (sent := form.take_files()) is not None:
            with transaction():
                round_ = rounds.round_to_report(round_id, current_scope())
                branch = branch_for_update(round_, branch_id, current_scope())
                found = reports.meeting_in_reach(round_, meeting_id, current_scope())
                seen = int(form.seen.data) if (form.seen.data or "").isdecimal() else 0
                actions.correct_meeting(current_actor(), round_, branch, found, form.fields(request.form), sent, seen)
            tell(_("The report is corrected."), _("What it said before stays on record."))
            return redirect(url_for(".show_meeting", round_id=round_id, meeting_id=meeting_id), code=303)
    except (Refused, Conflict) as refusal:
        form.form_errors.append(str(refusal))
    round_, branch = this_branch(round_id, branch_id)
    return _page(round_, branch, form, reports.meeting_in_reach(round_, meeting_id, current_scope())[1]), 422


@bp.route("/rounds/<int:round_id>/meetings/<int:meeting_id>/take-back", methods=["GET", "POST"])
@requires(Permission.REPORT_ROUND)
def take_back_meeting(round_id: int, meeting_id: int) -> ResponseReturnValue:
    """A meeting reported by mistake is taken back, with a reason."""
    round_ = this_round(round_id)
    meeting, report = reports.meeting_in_reach(round_, meeting_id, current_scope())
    form, branch_id = ReasonForm(), meeting.organisation_id
    try:
        if form.validate_on_submit():
            with transaction():
                round_ = rounds.round_to_report(round_id, current_scope())
                branch_for_update(round_, branch_id, current_scope())
                found = reports.meeting_in_reach(round_, meeting_id, current_scope())
                actions.take_back_meeting(current_actor(), round_, found, form.reason.data or "")
            tell(_("The report is taken back; its minutes no longer count."))
            return redirect(url_for(".show_branch", round_id=round_id, organisation_id=branch_id), code=303)
    except Refused as refusal:
        form.form_errors.append(str(refusal))
    themes = {theme.id: theme.name for theme in rounds.themes_of(round_id)}
    context = {"round": round_, "meeting": meeting, "report": report, "themes": themes, "form": form}
    return render_template("rounds/take_back.html", **context), 422 if form.errors else 200


@bp.get("/rounds/<int:round_id>/files/<int:file_id>")
@requires(Permission.REPORT_ROUND)
def show_file(round_id: int, file_id: int) -> ResponseReturnValue:
    """A photo to be seen on the page, or minutes to be saved; never kept by anything on the way."""
    file, stored = reports.file_in_reach(this_round(round_id), file_id, current_scope())
    if file.kind == "photo":
        answer = send_file(opened(stored), mimetype=stored.media_type)
        answer.headers["X-Content-Type-Options"] = "nosniff"
    else:
        answer = as_attachment(stored)
    answer.headers["Cache-Control"] = "private, no-store"
    return answer


@bp.post("/rounds/<int:round_id>/files/<int:file_id>/remove")
@requires(Permission.REPORT_ROUND)
def remove_file(round_id: int, file_id: int) -> ResponseReturnValue:
    """Show a photo or minutes no longer."""
    file, _stored = reports.file_in_reach(this_round(round_id), file_id, current_scope())
    meeting_id = file.branch_meeting_id
    try:
        with transaction():
            round_ = rounds.round_to_report(round_id, current_scope())
            file, _stored = reports.file_in_reach(round_, file_id, current_scope())
            meeting, _report = reports.meeting_in_reach(round_, file.branch_meeting_id, current_scope())
            actions.remove_file(current_actor(), round_, file, meeting.organisation_id)
        tell(_("The file is removed."))
    except Refused as refusal:
        tell(_("The file is not removed."), str(refusal), kind="error")
    return redirect(url_for(".show_meeting", round_id=round_id, meeting_id=meeting_id), code=303)


def _form(round_: SeasonalRound, **more: object) -> ReportForm:
    form = ReportForm(**more)
    form.offer(round_, rounds.themes_of(round_.id), clock.today())
    return form


def _is_whole(form: ReportForm) -> bool:
    """Whether the form arrived to its end and says what it must."""
    if was_cut_off():
        form.form_errors.append(_("The form did not arrive whole. Send it once more, or with a smaller photo."))
        return False
    return form.validate_on_submit()


def _page(round_: SeasonalRound, branch: Organisation, form: ReportForm, report: BranchReport | None) -> str:
    """The form with everybody on the branch's list, ticked as sent, else as known."""
    known = reports.presence_of(report.id) if report else {}
    people = faces_of_branch(round_, branch.id)
    gone = set(known) - {face.person_id for face in people}
    was_sent = request.method == "POST"
    ticked: Any = sent_people(request.form) if was_sent else {one for one, row in known.items() if row.attended}
    why = sent_reasons(request.form) if was_sent else {one: row.reason for one, row in known.items() if row.reason}
    return render_template(
        "rounds/report_form.html", round=round_, branch=branch, form=form, report=report,
        people=people + (faces(gone) if gone else []), ticked=ticked, why=why,
    )  # fmt: skip
