"""How rosters are called in the language of the page; the sheets themselves are Chinese documents."""

from flask_babel import lazy_gettext as _l

from lms.rosters.rules.kinds import FileFormat, Roster

ROSTER_WORDS = {
    Roster.COMPLETION: _l("Completion roster"),
    Roster.NOT_TRAINED: _l("List of those not trained"),
    Roster.ATTENDANCE: _l("Attendance sheet"),
    Roster.TRAINEES: _l("Roster of the class"),
    Roster.SIGN_IN: _l("Sign-in sheet"),
    Roster.TIMETABLE: _l("Class timetable"),
    Roster.CERTIFICATES: _l("List of certificates"),
}
FORMAT_WORDS = {FileFormat.XLSX: "Excel", FileFormat.PDF: "PDF", FileFormat.CSV: "CSV"}
