"""What an office fills in for a file and for reading before a class."""

from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import BooleanField, SelectField, StringField
from wtforms.validators import InputRequired, Length, ValidationError

from lms.accounts.forms import tidy
from lms.materials.actions.materials import MaterialFields
from lms.materials.forms.files import UploadField
from lms.training.forms.fields import ChecksField, DayField, NeedsSome

WHOLE_CLASS = 0


class MaterialForm(FlaskForm):
    """A file's title, its half-day, and whether it is reading; the view gives the half-days."""

    title = StringField(
        _l("Title"),
        filters=[tidy],
        description=_l("Left empty, the name of the file is its title."),
        validators=[Length(max=150, message=_l("A title has at most 150 characters."))],
    )
    meeting = SelectField(_l("For which half-day"), coerce=int, validators=[InputRequired(_l("Choose one."))])
    is_reading = BooleanField(_l("To be read before the class"))
    read_before = DayField(_l("To be read by"), description=_l("Only for what is to be read before the class"))

    def validate_read_before(self, field: DayField) -> None:
        """Reading has its day."""
        if self.is_reading.data and field.data is None and not field.errors:
            raise ValidationError(_("Enter the day by which it is to be read."))

    def fields(self) -> MaterialFields:
        """What was filled in."""
        day = self.read_before.data if self.is_reading.data else None
        return MaterialFields(self.title.data or "", self.meeting.data or None, day)


class AddMaterialForm(MaterialForm):
    """The same, with the file before it."""

    file = UploadField(_l("File"))

    def __iter__(self) -> Any:  # noqa: ANN401 - as WTForms has it
        """The file first, as on the page."""
        rest = [field for field in super().__iter__() if field is not self.file]
        return iter([self.file, *rest])


class LessonsForm(FlaskForm):
    """Lessons of one curriculum to be read by a day; the view gives the lessons."""

    lessons = ChecksField(_l("Which lessons"), coerce=int, validators=[NeedsSome(_l("Choose at least one lesson."))])
    read_before = DayField(
        _l("To be read by"), validators=[InputRequired(_l("Enter the day by which it is to be read."))]
    )
