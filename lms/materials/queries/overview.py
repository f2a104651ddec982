"""A class at a glance: everybody's reading and tasks, and what its file keeps of them."""

from dataclasses import dataclass

from lms.materials.queries.materials import MaterialRow, materials_of
from lms.materials.queries.readings import ReadingRow, done_pairs, readings_of
from lms.materials.queries.tasks import HandedIn, TaskRow, passes_of, reflections_of_class, tasks_of
from lms.training.queries.classes import ClassCard
from lms.training.queries.enrolment import seated
from lms.training.queries.people import Face, faces_of


@dataclass(frozen=True)
class PersonStanding:
    """One person of a class: which reading was done, and how each task stands, by their ids."""

    face: Face
    read: frozenset[int]
    handed: dict[int, HandedIn]
    passed: frozenset[int]  # tasks whose quiz is passed


@dataclass(frozen=True)
class ClassStanding:
    """Reading and tasks of a class, and how everybody with a seat stands, in the order of lists."""

    materials: list[MaterialRow]
    readings: list[ReadingRow]
    tasks: list[TaskRow]
    people: list[PersonStanding]


def standing_of_class(card: ClassCard) -> ClassStanding:
    """The whole of it, for export and for the class's file; ten queries, however many people."""
    readings, tasks = readings_of(card.id), tasks_of(card.id)
    faces = faces_of(seated(card.id))
    read, handed = done_pairs(card.id), reflections_of_class(card.id, faces)
    passed = passes_of(card.id, [task.curriculum_id for task in tasks])
    people = [
        PersonStanding(
            face,
            frozenset(one.id for one in readings if (one.id, face.person_id) in read),
            {task.id: handed[task.id, face.person_id] for task in tasks if (task.id, face.person_id) in handed},
            frozenset(task.id for task in tasks if (task.curriculum_id, face.person_id) in passed),
        )
        for face in sorted(faces.values(), key=lambda one: one.order)
    ]
    return ClassStanding(materials_of(card.id), readings, tasks, people)
