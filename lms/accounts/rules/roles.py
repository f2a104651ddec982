"""Roles and the permissions they carry."""

from enum import StrEnum


class Role(StrEnum):
    """The seven roles. Being a cadre needs no grant: everybody with an account learns."""

    CADRE = "cadre"
    TRAINER = "trainer"
    DISTRICT = "district"
    STREET = "street"
    SYSTEM_ADMIN = "system_admin"
    SECURITY_ADMIN = "security_admin"
    AUDITOR = "auditor"

    @property
    def permissions(self) -> frozenset["Permission"]:
        """What this role may do, wherever it reaches."""
        return _PERMISSIONS[self]


class Permission(StrEnum):
    """What a view asks for. A right is a grant: person × role × organisation, reaching its subtree."""

    LEARN = "learn"  # own duties, lessons, quizzes, record, sign-in
    VIEW_CLASSES = "view_classes"
    MANAGE_CLASSES = "manage_classes"  # programmes, classes, meetings, enrolment
    MARK_ATTENDANCE = "mark_attendance"
    CLOSE_CLASS = "close_class"
    DECIDE_LEAVE = "decide_leave"  # up to half a day
    DECIDE_LONG_LEAVE = "decide_long_leave"  # more than that: the department's word
    MANAGE_QUIZZES = "manage_quizzes"
    PLAN_YEAR = "plan_year"
    CALL_UP = "call_up"  # divide seats among streets, confirm nominations, send the notice
    NOMINATE = "nominate"  # name people of one's own organisations for seats
    RUN_ROUNDS = "run_rounds"  # open winter and spring rounds, watch their coverage
    REPORT_ROUND = "report_round"  # report what one's branch did in a round
    VIEW_ROTATION = "view_rotation"
    SET_DRAWS_FROM = "set_draws_from"  # which organisation a class draws its people from
    GRANT_WAIVERS = "grant_waivers"
    EDIT_REQUIREMENTS = "edit_requirements"
    VIEW_PEOPLE = "view_people"
    EDIT_PEOPLE = "edit_people"
    IMPORT_PEOPLE = "import_people"
    IMPORT_EVERYTHING = "import_everything"  # organisations, records, waivers as well
    EXPORT_ROSTERS = "export_rosters"
    SEE_WHOLE_NUMBERS = "see_whole_numbers"  # identity and phone numbers unmasked
    SEND_MESSAGES = "send_messages"
    MANAGE_ACCOUNTS = "manage_accounts"  # system administrator: accounts, jobs
    MANAGE_GRANTS = "manage_grants"  # security administrator: who may do what
    READ_AUDIT = "read_audit"  # auditor


EXCLUSIVE_ROLES = frozenset({Role.SYSTEM_ADMIN, Role.SECURITY_ADMIN, Role.AUDITOR})
"""三员分立: no one person may hold two of these."""

_TRAINER = frozenset({
    Permission.LEARN, Permission.VIEW_CLASSES, Permission.MANAGE_CLASSES, Permission.MARK_ATTENDANCE,
    Permission.CLOSE_CLASS, Permission.DECIDE_LEAVE, Permission.MANAGE_QUIZZES, Permission.EXPORT_ROSTERS,
})  # fmt: skip
_STREET = frozenset({
    Permission.LEARN, Permission.VIEW_CLASSES, Permission.MANAGE_CLASSES, Permission.MARK_ATTENDANCE,
    Permission.CLOSE_CLASS, Permission.DECIDE_LEAVE, Permission.DECIDE_LONG_LEAVE, Permission.VIEW_ROTATION,
    Permission.VIEW_PEOPLE,
    Permission.EDIT_PEOPLE, Permission.IMPORT_PEOPLE, Permission.EXPORT_ROSTERS, Permission.SEND_MESSAGES,
    Permission.PLAN_YEAR, Permission.NOMINATE, Permission.RUN_ROUNDS, Permission.REPORT_ROUND,
})  # fmt: skip
_DISTRICT = _STREET | {
    Permission.IMPORT_EVERYTHING, Permission.EDIT_REQUIREMENTS, Permission.GRANT_WAIVERS,
    Permission.SET_DRAWS_FROM, Permission.SEE_WHOLE_NUMBERS, Permission.MANAGE_QUIZZES, Permission.CALL_UP,
}  # fmt: skip

_PERMISSIONS: dict[Role, frozenset[Permission]] = {
    Role.CADRE: frozenset({Permission.LEARN}),
    Role.TRAINER: _TRAINER,
    Role.STREET: _STREET,
    Role.DISTRICT: frozenset(_DISTRICT),
    Role.SYSTEM_ADMIN: frozenset({Permission.LEARN, Permission.MANAGE_ACCOUNTS}),
    Role.SECURITY_ADMIN: frozenset({Permission.LEARN, Permission.MANAGE_GRANTS}),
    Role.AUDITOR: frozenset({Permission.LEARN, Permission.READ_AUDIT}),
}
