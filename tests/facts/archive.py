"""Files of closed classes, made by the job that makes them; samples of this room's routes."""

import io
import zipfile
from datetime import timedelta

from sqlalchemy import select

from lms import clock
from lms.archive import actions, jobs
from lms.archive.models import ClassFile
from lms.files.actions import opened
from lms.files.models import StoredFile
from lms.people.queries import EVERYWHERE
from lms.training.actions import closing
from lms.training.queries.classes import class_for_update
from lms.transaction import transaction
from tests.facts import feedback, training
from tests.facts.district import District
from tests.facts.route_samples import Sample

CLOSED = "2026-12-10 17:30"


def add_closed_class(district: District, how_many: int = 5, at: str = "S1", **more):
    """A class of one day with people who were there, closed; its id and its people."""
    people = training.add_crowd(district, how_many, f"{at}C1")
    class_id, _meetings = feedback.add_evaluated_class(district, people, at, **more)
    training.close(district, class_id)
    return class_id, people


def file_ids(district: District, class_id: int) -> list[int]:
    """The files of a class in the order they were opened."""
    with district.session() as session:
        wanted = select(ClassFile.id).where(ClassFile.training_class_id == class_id)
        return list(session.scalars(wanted.order_by(ClassFile.id)))


def make(district: District, class_id: int, place: int = -1) -> int:
    """Have a file made, as the worker does; gives its id."""
    file_id = file_ids(district, class_id)[place]
    with district.session():
        jobs.make_file(lambda *_progress: None, class_id=class_id, class_file_id=file_id)
    return file_id


def kept_zip(district: District, file_id: int) -> bytes:
    """The bytes that are kept of a file."""
    with district.session() as session:
        kept = session.get_one(StoredFile, session.get_one(ClassFile, file_id).stored_file_id)
        with opened(kept) as stream:
            return stream.read()


def unzipped(content: bytes) -> dict[str, bytes]:
    """What is in a zip, by name."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def reopen(district: District, class_id: int) -> None:
    """Take the closing back."""
    with district.session(), transaction():
        closing.reopen_class(training.OFFICE, class_for_update(class_id, EVERYWHERE), "一人成绩有误")


def _closed_sample(district: District) -> dict[str, int]:
    yesterday = clock.today() - timedelta(days=1)
    class_id, _people = add_closed_class(district, 1, day=yesterday)
    return {"class_id": class_id}


def _file_sample(district: District) -> dict[str, int]:
    """A file whose bytes nobody looks into: making them takes a second."""
    found = _closed_sample(district)
    (file_id,) = file_ids(district, found["class_id"])
    with district.session(), transaction():
        actions.keep_zip(found["class_id"], file_id, b"PK")
    return {**found, "file_id": file_id}


def _open_sample(district: District) -> dict[str, object]:
    return {"class_id": training.add_class(district, "S1", people=[district.add_person(at="S1C1")])}


def _list_sample(_district: District) -> Sample:
    return Sample({"file_format": "csv"}, shared="the files of classes in one's own reach")


ROUTE_SAMPLES = {
    "archive.show_class": _open_sample,
    "archive.make": _open_sample,
    "archive.check": _file_sample,
    "archive.download": _file_sample,
    "archive.supplement": _file_sample,
    "archive.handover_page": _file_sample,
    "archive.hand_over": _file_sample,
    "archive.export_files": _list_sample,
}
