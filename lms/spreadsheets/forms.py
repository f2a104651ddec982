"""What is sent to have a file checked."""

from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from flask_wtf.file import FileField
from werkzeug.datastructures import FileStorage
from wtforms import RadioField, SelectChoice
from wtforms.validators import InputRequired, StopValidation, ValidationError

from lms.spreadsheets.kinds import ImportKind


class SendForm(FlaskForm):
    """A file, and what it holds; the kinds one may import are the choices."""

    kind = RadioField(
        _l("Kind of roster"),
        validators=[InputRequired(_l("Choose the kind of roster."))],
        validate_choice=False,  # refused below, in our words
    )
    file = FileField(
        _l("File"),
        validators=[InputRequired(_l("Choose a file."))],
        description=_l(".xlsx, .xls or .csv; the headings may stand below a title"),
    )

    def __init__(self, kinds: list[ImportKind], **more: Any) -> None:  # noqa: ANN401 - as WTForms has it
        super().__init__(**more)
        self.kind.choices = [SelectChoice(one.name, one.title) for one in kinds]
        if len(kinds) == 1 and not self.kind.data:
            self.kind.data = kinds[0].name

    def validate_kind(self, field: RadioField) -> None:
        """One of those offered."""
        if field.data not in {choice.value for choice in field.choices or ()}:
            raise StopValidation(_("Choose the kind of roster."))

    def validate_file(self, field: FileField) -> None:
        """A file, not the mere field."""
        if not isinstance(field.data, FileStorage) or not field.data.filename:
            raise ValidationError(_("Choose a file."))
