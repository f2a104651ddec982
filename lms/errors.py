"""The few things that go wrong by design, each with a sentence for the person it stops."""


class DomainError(Exception):
    """Refused. `str(error)` is one sentence for people: what was not done, and what to do next."""

    status = 422


class Refused(DomainError):
    """What was asked cannot be done as things stand."""


class NotFound(DomainError):
    """There is no such thing within the asker's reach; whether it exists elsewhere is not said."""

    status = 404


class Conflict(DomainError):
    """Somebody else changed it in the meantime."""

    status = 409


class SettingError(DomainError):
    """A setting has a value that it cannot take."""
