"""The rooms of the house, lowest first; here, so that even the lowest may know the list without the application."""

ROOMS = (
    "audit", "jobs", "files", "messages", "spreadsheets", "people", "accounts", "records", "curriculum",
    "assessment", "training", "rotation", "rosters", "home",
)  # fmt: skip
