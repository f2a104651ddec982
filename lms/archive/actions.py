"""Opening a class's file when the class is closed, making it, handing it over, reminding of it."""

import hashlib
import io
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from flask_babel import force_locale
from flask_babel import gettext as _

from lms import clock
from lms.archive.bundle import bundle
from lms.archive.contents import Contents, fetched, kept
from lms.archive.documents import answers_in, contents_of, with_evaluation
from lms.archive.models import ClassFile, FileHandover, FileReminder
from lms.archive.queries.files import CHECK, MAKE, handover_of, is_latest, stored_class_file, stored_files
from lms.archive.rules import Reminder, due_day
from lms.audit import actions as audit
from lms.audit.actor import Actor
from lms.errors import Conflict, Refused
from lms.extensions import db
from lms.feedback.queries.results import result_of_class
from lms.files import actions as files
from lms.jobs.actions import enqueue
from lms.jobs.models import Job
from lms.messages import actions as messages
from lms.rosters.rules.wording import file_stem
from lms.training.models import ClassClosing, TrainingClass
from lms.web.wording import day

PURPOSE = "class_file"
SYSTEM = Actor.system("archive")
_WAITING = "closings whose files are opened at the end of their transaction"
_LANGUAGE = "zh_Hans"  # of files and messages, which are kept as they were made


def note_closing(actor: Actor, closing_id: int) -> None:
    """A class is being closed: its file is opened once everybody who listens has done their part."""
    db.session.info.setdefault(_WAITING, []).append((actor, closing_id))


def open_waiting() -> None:
    """Open the files of closings in this transaction: among its last acts, when certificates have their numbers."""
    for actor, closing_id in db.session.info.pop(_WAITING, []):
        db.session.flush()
        open_file(actor, db.session.get_one(ClassClosing, closing_id))


def forget_waiting() -> None:
    """The transaction came to nothing."""
    db.session.info.pop(_WAITING, None)


def open_file(actor: Actor, closing: ClassClosing) -> ClassFile:
    """Fix what the file of a closing says, as known now, and have it made in the background."""
    with force_locale(_LANGUAGE):
        contents = contents_of(closing, actor.name)
    opened = ClassFile(
        training_class_id=closing.training_class_id, closing_id=closing.id, name=contents.class_name[:250],
        contents=kept(contents), known_at=contents.known_at,
    )  # fmt: skip
    db.session.add(opened)
    db.session.flush()
    training_class = db.session.get_one(TrainingClass, closing.training_class_id)
    audit.record(
        actor, "class_file.opened", of=opened, organisation_id=training_class.organiser_id,
        documents=[one.name for one in contents.documents], left_out=[name for name, _why in contents.left_out],
        sha256=hashlib.sha256(opened.contents.encode()).hexdigest(),
    )  # fmt: skip
    enqueue(actor, MAKE, _about(opened), owner_person_id=actor.person_id)
    return opened


def evaluation_grew(class_id: int, contents: Contents) -> bool:
    """Whether more answers are shown of a class than its file counts."""
    result = result_of_class(class_id)
    opinions = [*result.whole, *(one for topic in result.topics for one in topic.opinions)]
    return sum(one.answers for one in opinions) > answers_in(contents)


def supplement(actor: Actor, class_file: ClassFile) -> ClassFile:
    """Open another edition of a file, with the evaluation that came after the closing; the former one is kept.

    Raises Refused when it was handed over already, when nothing new is shown, or when its closing was taken back.
    """
    closing = db.session.get_one(ClassClosing, class_file.closing_id)
    if closing.reopened_at is not None or handover_of(class_file.id) is not None:
        raise Refused(_("This file is handed over, or its class was reopened. Nothing was added."))
    before = fetched(class_file.contents)
    with force_locale(_LANGUAGE):
        contents = with_evaluation(before, class_file.training_class_id, actor.name)
    if answers_in(contents) == answers_in(before):
        raise Refused(_("The evaluation in the file is what is shown now. Nothing was added."))
    opened = ClassFile(
        training_class_id=class_file.training_class_id, closing_id=closing.id, edition=class_file.edition + 1,
        name=class_file.name, contents=kept(contents), known_at=class_file.known_at,
    )  # fmt: skip
    db.session.add(opened)
    db.session.flush()
    audit.record(
        actor, "class_file.supplemented", of=opened, organisation_id=_organiser(class_file.training_class_id),
        edition=opened.edition, sha256=hashlib.sha256(opened.contents.encode()).hexdigest(),
    )  # fmt: skip
    enqueue(actor, MAKE, _about(opened), owner_person_id=actor.person_id)
    return opened


def _about(class_file: ClassFile) -> dict[str, int]:
    return {"class_id": class_file.training_class_id, "class_file_id": class_file.id}


def zip_of(contents: Contents, progress: Callable[[int, int], None]) -> bytes:
    """The zip of these contents, the same whenever it is made. Raises NotFound if a notice's bytes are gone."""
    wanted = {file_id for document in contents.documents for file_id, _ending in document.files}
    with force_locale(_LANGUAGE):
        return bundle(contents, stored_files(wanted), progress)


def contents_of_file(class_id: int, file_id: int) -> Contents:
    """What a file says. Raises NotFound."""
    return fetched(stored_class_file(class_id, file_id).contents)


def keep_zip(class_id: int, file_id: int, content: bytes) -> int:
    """Keep the zip that was made, unless it is kept already; gives the stored file's id."""
    class_file = stored_class_file(class_id, file_id)
    if class_file.stored_file_id is not None:
        return class_file.stored_file_id
    edition = f"（第{class_file.edition}版）" if class_file.edition > 1 else ""
    name = f"{file_stem(class_file.name)}班次档案{edition}.zip"
    made = files.keep(SYSTEM, io.BytesIO(content), name=name, media_type="application/zip", purpose=PURPOSE)
    class_file.stored_file_id = made.id
    audit.record(
        SYSTEM, "class_file.made", of=class_file, organisation_id=_organiser(class_id), sha256=made.sha256,
        bytes=made.size,
    )  # fmt: skip
    return made.id


def _organiser(class_id: int) -> int:
    return db.session.get_one(TrainingClass, class_id).organiser_id


def have_made(actor: Actor, class_file: ClassFile) -> Job:
    """Have a file made whose making failed."""
    return enqueue(actor, MAKE, _about(class_file), owner_person_id=actor.person_id)


def have_checked(actor: Actor, class_file: ClassFile) -> Job:
    """Have a file made again and compared with the one that is kept. Raises Refused when none is kept yet."""
    if class_file.stored_file_id is None:
        raise Refused(_("The file is not made yet."))
    audit.record(actor, "class_file.checked", of=class_file, organisation_id=_organiser(class_file.training_class_id))
    return enqueue(actor, CHECK, _about(class_file), owner_person_id=actor.person_id)


def note_download(actor: Actor, class_file: ClassFile) -> None:
    """Put down who took a file along."""
    audit.record(
        actor, "class_file.downloaded", of=class_file, organisation_id=_organiser(class_file.training_class_id),
        sha256=class_file.stored_file.sha256 if class_file.stored_file else None,
    )  # fmt: skip


@dataclass(frozen=True)
class Handing:
    """To whom a file was handed over, and on which day."""

    on: date
    receiver: str
    office: str


def hand_over(actor: Actor, class_file: ClassFile, handing: Handing, seen: int | None) -> FileHandover:
    """Put down that a file was handed over, or correct what was put down.

    `seen`: the entry the page showed (None: none). Raises Conflict when another one stands there by now, Refused for a
    day before the closing or still to come, and for a file whose closing was taken back.
    """
    closing = db.session.get_one(ClassClosing, class_file.closing_id)
    if closing.reopened_at is not None or not is_latest(class_file):
        raise Refused(_("There is a newer file of this class, or the class was reopened: hand over the newest."))
    if not clock.local(closing.closed_at).date() <= handing.on <= clock.today():
        raise Refused(_("A file is handed over between the day of its closing and today."))
    before = handover_of(class_file.id)
    if (before.id if before else None) != seen:
        raise Conflict(_("Somebody else has put down the handover in the meantime. Look again."))
    now = clock.now()
    if before is not None:
        before.superseded_at, before.superseded_by = now, str(actor)
        db.session.flush()
    entry = FileHandover(
        class_file_id=class_file.id, handed_on=handing.on, receiver=handing.receiver, receiving_office=handing.office,
        recorded_at=now, recorded_by=str(actor),
    )  # fmt: skip
    db.session.add(entry)
    audit.record(
        actor, "class_file.handed_over" if before is None else "class_file.handover_corrected", of=class_file,
        organisation_id=_organiser(class_file.training_class_id), on=handing.on.isoformat(),
        receiver=handing.receiver, office=handing.office,
    )  # fmt: skip
    return entry


def remind(training_class: TrainingClass, class_file_id: int, closed_on: date, reminder: Reminder) -> int:
    """Remind the supervisor of a locked class, without one whoever closed it; each reminder once. Gives how many."""
    if db.session.get(FileReminder, (class_file_id, reminder.value)) is not None:
        return 0
    db.session.add(FileReminder(class_file_id=class_file_id, reminder=reminder.value, reminded_on=clock.today()))
    class_file = stored_class_file(training_class.id, class_file_id)
    with force_locale(_LANGUAGE):
        until = day(due_day(closed_on))
        title = (
            _("Hand over the class file by %(day)s: %(name)s", day=until, name=class_file.name)
            if reminder is Reminder.AHEAD
            else _("The class file is due: %(name)s", name=class_file.name)
        )
        body = _(
            "Material goes to the office that keeps personnel files within one month after it was made "
            "(Regulations on cadres' personnel files, Article 20). Afterwards put down the day and the receiver."
        )
    whom = training_class.supervisor_person_id or _who_closed(class_file.closing_id)
    return messages.send(SYSTEM, [whom] if whom else [], title[:200], body, f"/classes/{training_class.id}/file")


def _who_closed(closing_id: int) -> int | None:
    kind, _colon, number = db.session.get_one(ClassClosing, closing_id).closed_by.partition(":")
    return int(number) if kind == "person" else None
