"""Who acts: a signed-in person, somebody at the console, or the system itself."""

import getpass
from dataclasses import dataclass


@dataclass(frozen=True)
class Actor:
    """Whom a change is put down to. `str(actor)` is what facts and audit rows keep."""

    key: str  # "person:17", "console:root", "system:rotation"
    name: str
    address: str = ""
    person_id: int | None = None

    def __str__(self) -> str:
        return self.key

    @classmethod
    def person(cls, person_id: int, name: str, address: str = "") -> "Actor":
        """A signed-in person, at the network address the request came from."""
        return cls(f"person:{person_id}", name, address, person_id)

    @classmethod
    def visitor(cls, address: str = "") -> "Actor":
        """Somebody who is not signed in: a refused login."""
        return cls("visitor", "", address)

    @classmethod
    def console(cls) -> "Actor":
        """Whoever runs a command on the machine; the console has no scope."""
        try:
            user = getpass.getuser()
        except (KeyError, OSError):  # a container's number without a name
            user = "unknown"
        return cls(f"console:{user}", user)

    @classmethod
    def system(cls, part: str) -> "Actor":
        """The program itself: a job, the sweep, a migration."""
        return cls(f"system:{part}", part)
