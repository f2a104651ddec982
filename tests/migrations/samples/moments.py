"""When the sample rows were written."""

from datetime import UTC, date, datetime

AT = datetime(2026, 4, 20, 8, 30, tzinfo=UTC)
DAY = date(2026, 4, 20)
FACT = {"recorded_at": AT, "recorded_by": "console:test"}
