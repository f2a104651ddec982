"""Files of a half-day, reading before it, tasks after it, and what trainees hand in."""
