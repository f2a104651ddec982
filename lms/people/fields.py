"""Form fields that take what the import files take, and refuse in the same words."""

from datetime import date
from typing import Any

from flask_babel import gettext as _
from wtforms import DateField, SelectField, StringField
from wtforms.form import BaseForm
from wtforms.validators import StopValidation, ValidationError

from lms.people.imports.orgs import ORGS
from lms.people.imports.people import PEOPLE
from lms.spreadsheets.kinds import Column, ImportKind
from lms.spreadsheets.rules.values import Fault, Finding, Value
from lms.spreadsheets.sentences import both


def column_of(kind: ImportKind, field: str) -> Column:
    """The column of an import file that fills a field."""
    return next(column for column in kind.columns if column.field == field)


class CellField(StringField):
    """A text that means what a cell of that column would mean: `value`, once the form was validated."""

    def __init__(self, label: Any = None, *, column: str, kind: ImportKind = PEOPLE, **more: Any) -> None:  # noqa: ANN401 - as WTForms has it
        super().__init__(label, **more)
        self.column = column_of(kind, column)
        self.kind = kind
        self.value: Value = None

    def pre_validate(self, form: BaseForm) -> None:  # noqa: ARG002 - WTForms' signature
        """Read it as the import would; what is empty is left to the validators."""
        self.value = None
        if not (self.data or "").strip():
            return
        value = self.column.clean(self.data)
        if not isinstance(value, Fault):
            self.value = value
        elif value.code != "empty":
            raise StopValidation(both(self.kind, Finding(0, self.column.field, value, self.data or "")))


class OrganisationCellField(CellField):
    """The same for a column of the organisations file."""

    def __init__(self, label: Any = None, *, column: str, **more: Any) -> None:  # noqa: ANN401 - as WTForms has it
        super().__init__(label, column=column, kind=ORGS, **more)


class DayField(DateField):
    """A day, in any form that an import file may write it."""

    def __init__(self, label: Any = None, *, column: str, **more: Any) -> None:  # noqa: ANN401 - as WTForms has it
        super().__init__(label, **more)
        self.column = column_of(PEOPLE, column)

    def process_formdata(self, valuelist: list[str]) -> None:
        """Read it as the import would. Raises ValueError with the sentence of the import."""
        self.data = None
        typed = valuelist[0].strip() if valuelist else ""
        value = self.column.clean(typed) if typed else None
        if isinstance(value, date):
            self.data = value
        elif isinstance(value, Fault) and value.code != "empty":
            raise ValueError(both(PEOPLE, Finding(0, self.column.field, value, typed)))


class ChoiceField(SelectField):
    """One of a list; what is not in it is refused in our words."""

    def pre_validate(self, form: BaseForm) -> None:  # noqa: ARG002 - WTForms' signature
        """Refuse a word that the list does not have."""
        if not any(self.data == choice.value for choice in self.choices or ()):
            raise ValidationError(_("This is not in the list. Choose again."))
