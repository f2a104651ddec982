"""The rooms of the house, lowest first; here, so that even the lowest may know the list without the application."""

ROOMS = (
    "audit", "jobs", "files", "messages", "spreadsheets", "people", "accounts", "records", "curriculum",
    "assessment", "training", "certificates", "materials", "feedback", "calendars", "rounds", "rotation", "planning",
    "nomination", "rosters", "archive", "home",
)  # fmt: skip
