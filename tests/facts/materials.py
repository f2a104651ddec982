"""Files of a class, reading, tasks and reflections, made by the actions that pages use."""

import io
import zipfile
from datetime import date

from lms.audit.actor import Actor
from lms.files.actions import held
from lms.files.kinds import kind_of
from lms.materials.actions import materials, readings, reflections, tasks
from lms.materials.actions.materials import MaterialFields, Upload
from lms.materials.actions.reflections import Sent
from lms.materials.actions.tasks import TaskFields
from lms.materials.queries import readings as reading_queries
from lms.materials.queries.materials import material_of
from lms.materials.queries.reflections import reflection_of
from lms.materials.queries.seats import class_with_name
from lms.materials.queries.tasks import task_row
from lms.people.queries import EVERYWHERE
from lms.training.queries.classes import class_for_update
from lms.transaction import transaction
from tests.facts.assessment import make_bank
from tests.facts.district import District
from tests.facts.route_samples import Sample
from tests.facts.training import OFFICE, add_class

PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\n%%EOF\n"
PNG = b"\x89PNG\r\n\x1a\n" + b"\0\0\0\rIHDR" + b"\0" * 40
JPG = b"\xff\xd8\xff\xe0\0\x10JFIF\0" + b"\0" * 40
MP3 = b"ID3\x03\0\0\0\0\0\0" + b"\0" * 40
MP4 = b"\0\0\0\x18ftypisom\0\0\2\0isomiso2" + b"\0" * 40
MAIN_PARTS = {"docx": "word/document.xml", "pptx": "ppt/presentation.xml", "xlsx": "xl/workbook.xml"}


def office_file(extension: str = "docx", **parts: bytes) -> bytes:
    """An Office file with the parts that say what it is, and others by name."""
    content = {"[Content_Types].xml": b"<Types/>", MAIN_PARTS[extension]: b"<document/>"} | parts
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in content.items():
            archive.writestr(name, data)
    return made.getvalue()


def upload(browser, address: str, content: bytes, name: str = "讲义.pdf", **data):
    """The answer to a form with a file in it."""
    sent = data | {"file": (io.BytesIO(content), name)}
    return browser.post(address, data=sent, content_type="multipart/form-data")


def add_material(
    district: District, class_id: int, content: bytes = PDF, name: str = "讲义.pdf", *, title: str = "",
    meeting: int | None = None, read_before: date | None = None,
) -> int:  # fmt: skip
    """A file of a class; gives its id."""
    with district.session(), held(io.BytesIO(content)) as kept, transaction():
        sent = Upload(kept, kind_of(io.BytesIO(content)), name)
        fields = MaterialFields(title, meeting, read_before)
        return materials.add_material(OFFICE, class_for_update(class_id, EVERYWHERE), sent, fields).id


def remove_material(district: District, class_id: int, material_id: int) -> None:
    """Take a file away."""
    with district.session(), transaction():
        locked = class_for_update(class_id, EVERYWHERE)
        materials.remove_material(OFFICE, locked, material_of(class_id, material_id))


def add_reading(district: District, class_id: int, *lessons: int, by: date = date(2026, 12, 7)) -> list[int]:
    """Lessons to be read before a class; gives the ids of all its readings."""
    with district.session():
        with transaction():
            readings.set_lessons(OFFICE, class_for_update(class_id, EVERYWHERE), lessons, by)
        return [row.id for row in reading_queries.readings_of(class_id)]


def tick(district: District, class_id: int, reading_id: int, person: int) -> None:
    """Somebody ticks a reading."""
    with district.session(), transaction():
        reading = reading_queries.reading_row(class_id, reading_id)
        readings.tick(Actor.person(person, "学员"), person, district.organisations["S1"], reading)


def add_task(
    district: District, class_id: int, *, curriculum: int | None = None, due: date | None = None, **more
) -> int:
    """A reflection to hand in, or the quiz of a curriculum; gives its id."""
    given = more if curriculum else {"title": "学习心得体会", "hint": "结合本村实际", "wanted_characters": 800} | more
    with district.session(), transaction():
        fields = TaskFields(due or date(2026, 12, 20), curriculum_id=curriculum, **given)
        return tasks.add_task(OFFICE, class_for_update(class_id, EVERYWHERE), fields).id


def hand_in(
    district: District, class_id: int, task_id: int, person: int, text: str = "学习很有收获。", *,
    seen: int | None = None, content: bytes | None = None, name: str = "体会.docx",
) -> int:  # fmt: skip
    """Somebody hands in a text, or a file; gives the version's number. `seen`: none: the version in force."""
    with district.session():
        before = reflection_of(task_id, person).number if seen is None else seen
        if content is None:
            return _hand_in(class_id, task_id, person, Sent(text, before))
        with held(io.BytesIO(content)) as kept:
            sent = Upload(kept, kind_of(io.BytesIO(content)), name)
            return _hand_in(class_id, task_id, person, Sent(text, before, sent))


def _hand_in(class_id: int, task_id: int, person: int, sent: Sent) -> int:
    with transaction():
        task = task_row(class_id, task_id)
        actor = Actor.person(person, "学员")
        return reflections.hand_in(actor, class_with_name(class_id), task, person, sent)


def comment(
    district: District, class_id: int, task_id: int, person: int, text: str = "写得实在。", *, returns: bool = False,
    number: int | None = None,
) -> None:  # fmt: skip
    """A trainer says something about the version in force, or another."""
    with district.session():
        number = reflection_of(task_id, person).number if number is None else number
        with transaction():
            task = task_row(class_id, task_id)
            reflections.comment(
                OFFICE, class_with_name(class_id), task, person, number=number, body=text, returns=returns
            )


def lessons_of(district: District, how_many: int = 2) -> tuple[str, list[int]]:
    """A new curriculum with lessons; gives its code and the lessons' ids."""
    bank = make_bank(district)
    return bank.code, bank.lesson_ids[:how_many]


def _class(district: District) -> dict[str, int]:
    return {"class_id": add_class(district, "S1", people=[district.add_person(at="S1C1")])}


def _material(district: District) -> dict[str, int]:
    made = _class(district)
    return made | {"material_id": add_material(district, made["class_id"])}


def _reading(district: District) -> dict[str, int]:
    made = _class(district)
    _code, lessons = lessons_of(district, 1)
    return made | {"reading_id": add_reading(district, made["class_id"], *lessons)[0]}


def _task(district: District) -> dict[str, int]:
    made = _class(district)
    return made | {"task_id": add_task(district, made["class_id"])}


def _handed_in(district: District) -> tuple[dict[str, int], int]:
    person = district.add_person(at="S1C1")
    class_id = add_class(district, "S1", people=[person])
    task_id = add_task(district, class_id)
    hand_in(district, class_id, task_id, person, content=office_file())
    return {"class_id": class_id, "task_id": task_id}, person


def _reflection(district: District) -> dict[str, int]:
    made, person = _handed_in(district)
    return made | {"person_id": person}


def _own(district: District) -> Sample:
    made, person = _handed_in(district)
    return Sample(made, owner=person)


def _own_class(district: District) -> Sample:
    person = district.add_person(at="S1C1")
    return Sample({"class_id": add_class(district, "S1", people=[person])}, owner=person)


def _own_material(district: District) -> Sample:
    found = _own_class(district)
    return Sample(found.values | {"material_id": add_material(district, found.values["class_id"])}, owner=found.owner)


def _own_reading(district: District) -> Sample:
    found = _own_class(district)
    _code, lessons = lessons_of(district, 1)
    return Sample(
        found.values | {"reading_id": add_reading(district, found.values["class_id"], *lessons)[0]}, owner=found.owner
    )


ROUTE_SAMPLES = {
    **dict.fromkeys([f"materials.{name}" for name in ("show_class", "add_material", "choose_curriculum", "add_task")],
                    _class),
    **dict.fromkeys([f"materials.{name}" for name in ("edit_material", "confirm_remove", "remove_material",
                                                       "download")], _material),
    **dict.fromkeys(["materials.show_reading", "materials.remove_reading"], _reading),
    **dict.fromkeys([f"materials.{name}" for name in ("show_task", "edit_task", "remove_task", "remind")], _task),
    "materials.export": lambda district: _class(district) | {"file_format": "xlsx"},
    "materials.set_lessons": lambda district: _class(district) | {"code": lessons_of(district)[0]},
    "materials.show_reflection": _reflection,
    "materials.comment": _reflection,
    "materials.download_reflection": lambda district: _reflection(district) | {"number": 1},
    "materials.show_my_class": _own_class,
    "materials.download_own": _own_material,
    "materials.tick_reading": _own_reading,
    "materials.my_reflection": _own,
    "materials.download_own_version": lambda district: Sample(
        (made := _own(district)).values | {"number": 1}, owner=made.owner
    ),
}  # fmt: skip
