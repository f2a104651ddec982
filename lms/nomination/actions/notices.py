"""Writing the notice, and sending it: kept as sent, told once to everybody it concerns, later only what changed."""

import io
from dataclasses import dataclass

from flask import current_app
from flask_babel import gettext as _
from sqlalchemy import insert

from lms import clock
from lms.audit import actions as audit
from lms.audit.actor import Actor
from lms.errors import Refused
from lms.extensions import db
from lms.files import actions as files
from lms.files.models import StoredFile
from lms.nomination import telling
from lms.nomination.actions.calls import Locked
from lms.nomination.models import CallNotice, CallNoticePerson
from lms.nomination.papers import MEDIA_TYPES, to_docx, to_pdf
from lms.nomination.queries import notices, quotas
from lms.nomination.queries.calls import CallCard
from lms.nomination.rules.notice import Paper, Written
from lms.nomination.rules.standing import CallState, changed
from lms.training.queries.classes import schedule_of

PURPOSE = "call-up notice"


@dataclass(frozen=True)
class SentNotice:
    """What sending did: which edition, who was told, and who stood on the list before and is no longer."""

    edition: int
    called: int
    released: int
    has_pdf: bool


def write(actor: Actor, locked: Locked, written: Written) -> CallNotice:
    """Keep what the office wrote into the edition that is not sent yet; the first time a new one begins."""
    notice = notices.being_written(locked.call.id)
    if notice is None:
        last = notices.last_sent(locked.call.id)
        notice = CallNotice(call_up_id=locked.call.id, edition=(last.edition if last else 0) + 1)
        db.session.add(notice)
    for name, value in vars(written).items():
        setattr(notice, name, value)
    db.session.flush()
    audit.record(
        actor, "notice.written", of=locked.training_class, organisation_id=locked.training_class.organiser_id,
        training_class=locked.name, number=written.document_number, edition=notice.edition,
    )  # fmt: skip
    return notice


def send(actor: Actor, locked: Locked, call: CallCard) -> SentNotice:
    """Send the edition being written: keep both files, tell the people called up and their units.

    After an earlier edition only those are told for whom something changed. Raises Refused while nobody is confirmed,
    without a document number, and when nothing would change.
    """
    notice = notices.being_written(locked.call.id)
    before = notices.people_told(notices.last_sent(locked.call.id))
    now = notices.people_called(locked.call.id)
    _check(notice, before, now)
    assert notice is not None  # noqa: S101 - checked above
    new, gone = changed(before, now)
    pdf = _keep_files(actor, notice, notices.paper_of(call, notices.written_in(notice)))
    notice.sent_at, notice.sent_by = clock.now(), str(actor)
    locked.call.state = CallState.SENT.value
    db.session.flush()
    rows = [{"notice_id": notice.id, "person_id": one, "organisation_id": unit} for one, unit in now.items()]
    db.session.execute(insert(CallNoticePerson), rows)
    _tell(actor, locked, notice, new, gone, {(before | now)[one] for one in new | gone}, is_change=bool(before))
    audit.record(
        actor, "notice.sent", of=locked.training_class, organisation_id=locked.training_class.organiser_id,
        training_class=locked.name, number=notice.document_number, edition=notice.edition,
        people=len(now), new=len(new), gone=len(gone),
    )  # fmt: skip
    return SentNotice(notice.edition, len(new), len(gone), pdf is not None)


def _check(notice: CallNotice | None, before: dict[int, int], now: dict[int, int]) -> None:
    if notice is None or not notice.document_number:
        raise Refused(_("Write the notice first: it needs its document number."))
    if not now:
        raise Refused(_("Nobody is confirmed yet; there is nobody to call up."))
    if before and before.keys() == now.keys():
        raise Refused(_("The list is the same as in the notice sent last; nobody has to be told anything."))


def _keep_files(actor: Actor, notice: CallNotice, paper: Paper) -> StoredFile | None:
    """Both files, kept as sent; the PDF only where the print font has every character. Gives the PDF."""
    stem = f"{paper.title}{f'（第{notice.edition}次）' if notice.edition > 1 else ''}"
    docx = _keep(actor, to_docx(paper), f"{stem}.docx", "docx")
    try:
        content = to_pdf(paper, current_app.extensions["settings"].print_font)
    except Refused:  # better no paper than one with a wrong name; the docx has it
        pdf = None
    else:
        pdf = _keep(actor, content, f"{stem}.pdf", "pdf")
    notice.docx_file_id, notice.pdf_file_id = docx.id, pdf.id if pdf else None
    return pdf


def _keep(actor: Actor, content: bytes, name: str, kind: str) -> StoredFile:
    return files.keep(actor, io.BytesIO(content), name=name, media_type=MEDIA_TYPES[kind], purpose=PURPOSE)


def _tell(
    actor: Actor,
    locked: Locked,
    notice: CallNotice,
    new: frozenset[int],
    gone: frozenset[int],
    units: set[int],
    *,
    is_change: bool,
) -> None:
    training_class, number = locked.training_class, notice.document_number
    telling.tell_called(actor, training_class, schedule_of(training_class.id), number, new)
    telling.tell_not_called_any_more(actor, training_class, number, gone)
    told = units if is_change else {one.organisation_id for one in quotas.quotas_of(locked.call.id) if one.seats}
    telling.tell_units(actor, training_class, number, told, is_change=is_change)
