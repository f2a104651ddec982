"""What the field component asks about a WTForms field."""

from collections.abc import Iterator
from typing import Any, NamedTuple

from flask_babel import pgettext
from wtforms import BooleanField, DateField, Field, FieldList, Form, FormField
from wtforms.widgets import FileInput, HiddenInput, ListWidget, PasswordInput, Select


class Fault(NamedTuple):
    """One thing to correct: the id of the control to go to (or none), its label, and the sentence."""

    target: str | None
    label: str
    problem: str


def field_kind(field: Field) -> str:
    """How a field is drawn: hidden, check, choices, select, password, date, file or text."""
    kinds = (
        ("hidden", isinstance(field.widget, HiddenInput)),
        ("check", isinstance(field, BooleanField)),
        ("choices", isinstance(field.widget, ListWidget)),
        ("select", isinstance(field.widget, Select)),
        ("password", isinstance(field.widget, PasswordInput)),
        ("date", isinstance(field, DateField)),
        ("file", isinstance(field.widget, FileInput)),
    )
    return next((kind for kind, holds in kinds if holds), "text")


CONTROL_CLASSES = {"check": "form-check-input", "select": "form-select"}


def control_attributes(field: Field, described_by: str, extra: dict[str, Any]) -> dict[str, Any]:
    """The attributes of a field's control: its look, what describes it, whether it is wrong; `extra` wins."""
    attributes: dict[str, Any] = {"class": CONTROL_CLASSES.get(field_kind(field), "form-control")}
    if described_by:
        attributes["aria-describedby"] = described_by
    if field.errors:
        attributes["aria-invalid"] = "true"
    return attributes | extra


def form_faults(form: Form) -> list[Fault]:
    """Everything to correct in a form, in reading order; what concerns the form as a whole comes first."""
    whole = [Fault(None, "", str(problem)) for problem in form.form_errors]
    return whole + [fault for field in form for fault in _faults_of(field)]


def _faults_of(field: Field) -> Iterator[Fault]:
    if isinstance(field, FieldList):
        for entry in field.entries:
            yield from _faults_of(entry)
    elif isinstance(field, FormField):
        # A form among several of its kind has a name; without it nobody knows which of them is meant.
        name = getattr(field.form, "name_in_faults", "")
        for fault in form_faults(field.form):
            words = pgettext("between clauses", ", ").join(part for part in (name, fault.label) if part)
            yield Fault(fault.target, words, fault.problem)
    else:
        kind = field_kind(field)
        target = None if kind == "hidden" else f"{field.id}-0" if kind == "choices" else field.id
        for problem in field.errors:
            yield Fault(target, str(field.label.text), str(problem))


TEMPLATE_GLOBALS = {
    "field_kind": field_kind,
    "control_attributes": control_attributes,
    "form_faults": form_faults,
}
