"""Kinds and rooms of the half-days to come in the synthetic district, and a cadre who takes them along."""

from dataclasses import replace

from sqlalchemy import select

from lms.audit.actor import Actor
from lms.calendars.actions import make_address
from lms.extensions import db
from lms.people.models import Person
from lms.people.queries import EVERYWHERE
from lms.training.actions.meetings import change_meeting, fields_of
from lms.training.models import TrainingClass
from lms.training.queries.classes import class_for_update, schedule_of
from lms.training.queries.meetings import half_days_of
from lms.training.rules.words import MeetingKind

_OTHERWISE = {
    2: {"kind": MeetingKind.SITE_VISIT, "room": "石桥村党群服务中心"},
    4: {"kind": MeetingKind.DISCUSSION, "room": "二号教学楼分组讨论室"},
    5: {"kind": MeetingKind.ONLINE, "room": "腾讯会议"},
}


def add_timetables(actor: Actor) -> None:
    """Through the actions that pages use; in the caller's transaction."""
    for class_id in db.session.scalars(select(TrainingClass.id).where(TrainingClass.closed_at.is_(None))).all():
        training_class, schedule = class_for_update(class_id, EVERYWHERE), schedule_of(class_id)
        for place, meeting in enumerate(half_days_of(class_id)):
            if place in _OTHERWISE:
                fields = replace(fields_of(meeting), **_OTHERWISE[place])  # type: ignore[arg-type]
                change_meeting(actor, training_class, schedule, meeting, fields)
    cadre = db.session.scalar(select(Person.id).where(Person.person_no == "cadre-1"))
    if cadre is not None:
        make_address(actor, cadre)
