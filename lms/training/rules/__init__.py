"""Decisions about classes, attendance, leave and completion: pure functions, told everything they need."""
