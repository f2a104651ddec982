"""Fields that read what offices type, and say in one sentence what they take."""

from decimal import Decimal, InvalidOperation
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import DateField, IntegerField, SelectMultipleField, StringField, TimeField
from wtforms.validators import StopValidation
from wtforms.widgets import CheckboxInput, ListWidget


class DayField(DateField):
    """A day, also with dots or slashes between."""

    data: Any

    def __init__(self, label: Any, validators: Any = None, **more: Any) -> None:  # noqa: ANN401 - as WTForms takes them
        super().__init__(label, validators, format=["%Y-%m-%d", "%Y/%m/%d", "%Y.%m.%d", "%Y年%m月%d日"], **more)

    def process_formdata(self, valuelist: list[str]) -> None:
        """Read the day. An empty field is no day."""
        if not valuelist or not valuelist[0].strip():
            self.data = None
            return
        try:
            super().process_formdata([valuelist[0].strip()])
        except ValueError as error:
            raise ValueError(str(_l("There is no such day. Enter a real date, such as 2026-02-28."))) from error


class ClockField(TimeField):
    """A wall time such as 8:30."""

    data: Any

    def process_formdata(self, valuelist: list[str]) -> None:
        """Read the time; the full-width colon counts too."""
        try:
            super().process_formdata([value.replace("：", ":").strip() for value in valuelist])
        except ValueError as error:
            raise ValueError(str(_l("Enter a time of the day, such as 8:30."))) from error


class WholeField(IntegerField):
    """A whole number; empty is none."""

    data: Any

    def process_formdata(self, valuelist: list[str]) -> None:
        """Read the number; full-width digits count too."""
        if not valuelist or not valuelist[0].strip():
            self.data = None
            return
        try:
            super().process_formdata([valuelist[0].strip()])
        except ValueError as error:
            raise ValueError(str(_l("Enter a whole number, such as 60."))) from error


class HoursField(StringField):
    """Credit hours such as 24 or 7.5; `data` is in hundredths, None when empty."""

    data: Any

    def _value(self) -> str:
        if self.raw_data:
            return str(self.raw_data[0])
        return "" if self.data is None else f"{Decimal(self.data) / 100:f}".rstrip("0").rstrip(".") or "0"

    def process_formdata(self, valuelist: list[str]) -> None:
        """Read the hours; at most two decimals."""
        typed = valuelist[0].strip().removesuffix("学时").strip() if valuelist else ""
        if not typed:
            self.data = None
            return
        try:
            hundredths = Decimal(typed) * 100
        except InvalidOperation as error:
            raise ValueError(str(_l("Enter the hours as a number, such as 24 or 7.5."))) from error
        if hundredths != int(hundredths) or not 0 <= hundredths <= 100_000:
            raise ValueError(str(_l("Hours lie between 0 and 1,000, with two decimals at most.")))
        self.data = int(hundredths)


class ChecksField(SelectMultipleField):
    """Several choices, each with its box."""

    widget = ListWidget(prefix_label=False)
    option_widget = CheckboxInput()


class NeedsSome:
    """At least one box is ticked."""

    field_flags = {"required": True}  # noqa: RUF012 - as WTForms reads it

    def __init__(self, message: Any) -> None:  # noqa: ANN401 - a lazy text
        self.message = message

    def __call__(self, _form: Any, field: Any) -> None:  # noqa: ANN401 - as WTForms calls it
        """Stop at a field without any choice."""
        if not field.data:
            raise StopValidation(str(self.message))
