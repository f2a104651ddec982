"""What is wrong with a file of content: where, in which item, what, and what is accepted."""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True, order=True)
class Fault:
    """One thing to mend.

    `line` counts from 1, 0 when the file as a whole is meant; `item` names the question, or is empty.
    """

    file: str
    line: int
    item: str
    problem: str
    accepted: str

    def __str__(self) -> str:
        place = f"{self.file}:{self.line}" if self.line else self.file
        blank = "" if self.problem.endswith("。") else " "
        return ": ".join(filter(None, (place, self.item, f"{self.problem}{blank}{self.accepted}".strip())))


@dataclass(slots=True)
class Faults:
    """The faults of one file, gathered while the rest of it is still read."""

    file: str
    found: list[Fault] = field(default_factory=list)
    advice: list[Fault] = field(default_factory=list)
    item: str = ""

    def add(self, line: int, problem: str, accepted: str = "") -> None:
        """Note a fault of the item that is being read."""
        self.found.append(Fault(self.file, line, self.item, problem, accepted))

    def advise(self, line: int, problem: str, accepted: str = "") -> None:
        """Note what could be better and stops nothing."""
        self.advice.append(Fault(self.file, line, self.item, problem, accepted))
