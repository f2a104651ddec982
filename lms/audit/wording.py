"""The words for what was done and who did it. Each room words its own deeds, in `lms/<room>/deeds.py`."""

from functools import cache
from importlib import import_module
from importlib.util import find_spec

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString

from lms.rooms import ROOMS

PROBLEMS = {
    "missing": _l("an entry is missing"),
    "moved": _l("it does not follow from the entry before"),
    "changed": _l("it was changed after it was written"),
    "cut_off": _l("the end of the trail was cut off"),
}

OBJECTS = {
    "appointment": _l("an appointment"),
    "attempt": _l("an attempt at a quiz"),
    "attendance": _l("a sign-in"),
    "branch_meeting": _l("a branch meeting"),
    "calendar_address": _l("a calendar address"),
    "call_up": _l("a call-up"),
    "certificate": _l("a certificate"),
    "class_file": _l("the file of a class"),
    "class_meeting": _l("a half-day of a class"),
    "class_task": _l("a task of a class"),
    "leave_request": _l("a request for leave"),
    "lesson": _l("a lesson"),
    "material": _l("a teaching file"),
    "nomination": _l("a nomination"),
    "organisation": _l("an organisation"),
    "person": _l("a person"),
    "planned_programme": _l("a programme of the year's plan"),
    "programme": _l("a training programme"),
    "reading": _l("what is read before a class"),
    "reflection": _l("a reflection"),
    "requirement": _l("a requirement"),
    "requirement_version": _l("a requirement"),
    "seasonal_round": _l("a winter or spring round"),
    "stored_file": _l("a file"),
    "training_class": _l("a training class"),
    "training_record": _l("a training record"),
    "waiver": _l("an exemption or deferral"),
}
"""What a deed was done to, by the table that holds it."""

PARTS = {
    "archive": _l("files of classes"),
    "audit": _l("the daily check"),
    "deadline": _l("time was up"),
    "evaluation": _l("evaluation of classes"),
    "marking": _l("marking"),
    "retention": _l("keeping periods"),
    "nomination": _l("call-ups"),
    "rotation": _l("rotation duties"),
    "rounds": _l("winter and spring rounds"),
}
"""The parts of the program that act by themselves, by what `Actor.system` calls them."""


def object_words(kind: str, number: str, name: str) -> str:
    """What a deed was done to: its name, or what it is and its number; nothing where there is no object."""
    if name or not kind:
        return name
    return _("%(object)s, number %(number)s", object=str(OBJECTS.get(kind, kind)), number=number)


@cache
def deeds() -> dict[str, LazyString]:
    """Every deed that a room has words for, by its code, in the order of the rooms."""
    words: dict[str, LazyString] = {}
    for room in (*ROOMS, "demo"):
        if find_spec(f"lms.{room}.deeds"):
            words |= import_module(f"lms.{room}.deeds").DEEDS
    return words


def deed(action: str) -> str:
    """What was done, in words; the code itself where a room has no words for it."""
    return str(deeds().get(action, action))


def actor_words(actor: str, name: str) -> str:
    """Who acted: a name, or what stands for one."""
    kind = actor.partition(":")[0]
    if kind == "visitor":
        return _("somebody not logged in")
    if kind == "console":
        return _("%(name)s, at the console", name=name)
    if kind == "system":
        return _("the system (%(part)s)", part=str(PARTS.get(actor.partition(":")[2], name)))
    return name
