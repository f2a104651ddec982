"""What an office fills in for a half-day of a class."""

from typing import Any

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import Form, SelectChoice, SelectField, StringField
from wtforms.validators import InputRequired, Length, NumberRange, Optional

from lms import clock
from lms.accounts.forms import tidy
from lms.records.rules import centihours_of_minutes
from lms.training.forms.fields import ClockField, DayField, WholeField
from lms.training.queries.meetings import MeetingRow
from lms.training.rules.meetings import USUAL_TIMES, MeetingFields, minutes_of_credit
from lms.training.rules.words import Half, MeetingKind
from lms.training.wording import HALF_WORDS, KIND_WORDS

HALVES = [SelectChoice(half.value, words) for half, words in HALF_WORDS.items()]
KINDS = [SelectChoice(kind.value, words) for kind, words in KIND_WORDS.items()]


class HalfDayFields(Form):
    """The fields of a half-day."""

    day = DayField(_l("Day"), validators=[InputRequired(_l("Enter the day."))])
    half = SelectField(_l("Half of the day"), choices=HALVES)
    starts = ClockField(_l("Starts at"), validators=[InputRequired(_l("Enter when it starts, such as 8:30."))])
    ends = ClockField(_l("Ends at"), validators=[InputRequired(_l("Enter when it ends, such as 11:30."))])
    minutes = WholeField(
        _l("Credit minutes"),
        validators=[Optional(), NumberRange(0, 1440, _l("Credit minutes lie between 0 and 1,440."))],
        description=_l("Empty: by its length. 45 minutes are one credit hour."),
    )
    topic = StringField(_l("Topic"), filters=[tidy], validators=[Length(max=150)])
    teacher = StringField(_l("Teacher"), filters=[tidy], validators=[Length(max=60)])
    room = StringField(
        _l("Room"), filters=[tidy], validators=[Length(max=60)], description=_l("Empty: the venue of the class.")
    )
    kind = SelectField(_l("Kind of teaching"), choices=KINDS, default=MeetingKind.LECTURE.value)

    def fields(self) -> MeetingFields:
        """What was filled in; without times, the usual ones."""
        half, minutes = Half(self.half.data), self.minutes.data
        starts, ends = USUAL_TIMES[half]
        return MeetingFields(
            day=self.day.data,
            half=half,
            starts=self.starts.data or starts,
            ends=self.ends.data or ends,
            credit_centihours=None if minutes is None else centihours_of_minutes(minutes),
            topic=self.topic.data or "",
            teacher=self.teacher.data or "",
            room=self.room.data or "",
            kind=MeetingKind(self.kind.data),
        )


def as_filled_in(meeting: MeetingRow) -> dict[str, Any]:
    """A half-day as its fields show it."""
    return {
        "day": meeting.day, "half": meeting.half.value, "topic": meeting.topic, "teacher": meeting.teacher,
        "room": meeting.room, "kind": meeting.kind, "starts": clock.local(meeting.starts_at).time(),
        "ends": clock.local(meeting.ends_at).time(), "minutes": minutes_of_credit(meeting.credit_centihours),
    }  # fmt: skip


class MeetingForm(HalfDayFields, FlaskForm):
    """A half-day of a class, on its own page."""
