"""What an office fills in for a task, a trainee for a reflection, a trainer for a comment."""

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import BooleanField, IntegerField, SelectField, StringField, TextAreaField
from wtforms.validators import DataRequired, InputRequired, Length, NumberRange, Optional, ValidationError
from wtforms.widgets import HiddenInput

from lms.accounts.forms import tidy
from lms.files.kinds import DOCUMENTS
from lms.materials.actions.tasks import TaskFields
from lms.materials.forms.files import UploadField
from lms.materials.rules.reflections import MOST_CHARACTERS, length_of, tidied
from lms.training.forms.fields import DayField, WholeField

_DUE = _l("Enter the day by which it is due.")


class ReflectionTaskForm(FlaskForm):
    """A reflection that is asked for."""

    title = StringField(
        _l("Title"),
        filters=[tidy],
        validators=[
            DataRequired(_l("Give the task a title.")),
            Length(max=150, message=_l("A title has at most 150 characters.")),
        ],
    )
    hint = TextAreaField(
        _l("What it should be about"),
        filters=[tidy],
        validators=[Length(max=500, message=_l("At most 500 characters."))],
    )
    wanted_characters = WholeField(
        _l("About how many characters"),
        validators=[Optional(), NumberRange(1, MOST_CHARACTERS, _l("From 1 to 20,000 characters."))],
    )
    due_on = DayField(_l("Due on"), validators=[InputRequired(_DUE)])

    def fields(self) -> TaskFields:
        """What was filled in."""
        return TaskFields(self.due_on.data, self.title.data or "", self.hint.data or "", self.wanted_characters.data)


class QuizTaskForm(FlaskForm):
    """A quiz that is to be passed; the view gives the curricula."""

    curriculum = SelectField(_l("Quiz of which curriculum"), coerce=int, validators=[InputRequired(_l("Choose one."))])
    due_on = DayField(_l("Due on"), validators=[InputRequired(_DUE)])

    def fields(self) -> TaskFields:
        """What was filled in."""
        return TaskFields(self.due_on.data, curriculum_id=self.curriculum.data)


class QuizDayForm(FlaskForm):
    """The day of a quiz that is a task already."""

    due_on = DayField(_l("Due on"), validators=[InputRequired(_DUE)])

    def fields(self) -> TaskFields:
        """What was filled in."""
        return TaskFields(self.due_on.data)


class ReflectionForm(FlaskForm):
    """What a trainee writes, or the file that is handed in; `seen` is the version on the page."""

    body = TextAreaField(
        _l("Your text"),
        filters=[lambda text: tidied(text or "")],
        description=_l("Blank lines make paragraphs, **stars** make text bold."),
    )
    file = UploadField(_l("Or a file"), DOCUMENTS, needed=False, description=_l("docx or pdf"))
    seen = IntegerField(widget=HiddenInput(), default=0, validators=[Optional()])

    def validate_body(self, field: TextAreaField) -> None:
        """Not without end."""
        if length_of(field.data or "") > MOST_CHARACTERS:
            raise ValidationError(_("At most 20,000 characters. Hand in a longer text as a file."))


class CommentForm(FlaskForm):
    """A trainer's word; `number` is the version that was read."""

    body = TextAreaField(
        _l("Your comment"),
        filters=[lambda text: tidied(text or "")],
        validators=[
            DataRequired(_l("Write a word or two.")),
            Length(max=2000, message=_l("At most 2,000 characters.")),
        ],
    )
    returns = BooleanField(_l("Hand back for rework"))
    number = IntegerField(widget=HiddenInput(), validators=[InputRequired(_l("Load the page again."))])
