"""Training records as short as a test needs them."""

from datetime import date

from lms.records.rules import NewRecord, TrainingCategory


def record_of(person_id: int, first: str = "2026-04-20", last: str | None = None, **more) -> NewRecord:
    """A completed 集中轮训 of 24 hours unless more is said."""
    last = last or first
    given = {
        "category": TrainingCategory.ROTATION.value, "name": "社区主职干部集中轮训班第4期", "credit_centihours": 2400,
        "completed": True, "declared_year": int(last[:4]), "source": "class",
    } | more  # fmt: skip
    return NewRecord(
        person_id=person_id, first_day=date.fromisoformat(first), last_day=date.fromisoformat(last), **given
    )
