"""Values out of a TOML table, each checked once; what is wrong becomes a fault with its line."""

import re
import tomllib
from dataclasses import dataclass, field
from typing import Any

from flask_babel import gettext as _

from lms.curriculum.faults import Faults

_TOML_PLACE = re.compile(r"\s*\(at (?:line (\d+), column \d+|end of document)\)$")


@dataclass(slots=True)
class Table:
    """A table of a TOML text.

    `first_line` is where that text begins in its file; `known` gathers the keys that were asked for, so that
    `refuse_unknown` can name the others.
    """

    text: str
    values: dict[str, Any]
    faults: Faults
    first_line: int = 1
    name: str = ""
    known: set[str] = field(default_factory=set)

    @classmethod
    def read(cls, text: str, faults: Faults, first_line: int = 1) -> "Table | None":
        """The whole text as a table, or None when it is no TOML."""
        try:
            return cls(text, tomllib.loads(text), faults, first_line)
        except tomllib.TOMLDecodeError as error:
            place = _TOML_PLACE.search(str(error))
            line = int(place[1]) if place and place[1] else text.count("\n") + 1
            faults.add(
                first_line + line - 1,
                _("This is no TOML: %(reason)s.", reason=_TOML_PLACE.sub("", str(error))),
                _('A line is key = "text" or key = 15; text stands in half-width straight quotation marks.'),
            )
            return None

    def table(self, key: str) -> "Table":
        """The table inside under [key], empty when it is absent."""
        self.known.add(key)
        value = self.values.get(key, {})
        if not isinstance(value, dict):
            self._fault(key, _("%(key)s is no table.", key=self._full_name(key)), _("Write it as [%(key)s].", key=key))
            value = {}
        return Table(self.text, value, self.faults, self.first_line, self._full_name(key))

    def words(self, key: str, *, longest: int = 200) -> str:
        """A text that is not empty and has no line break."""
        value = self._value(key)
        if value is None:
            return ""
        if not isinstance(value, str) or not value.strip() or "\n" in value or len(value) > longest:
            self._fault(
                key,
                _("%(key)s is no text.", key=self._full_name(key)),
                _("Write one line of 1 to %(longest)s characters.", longest=longest),
            )
            return ""
        return value.strip()

    def whole(self, key: str, low: int, high: int, default: int | None = None) -> int:
        """A whole number from `low` to `high`; the default when there is one and the key is absent."""
        value = self._value(key, optional=default is not None)
        if value is None:
            return low if default is None else default
        if not isinstance(value, int) or isinstance(value, bool) or not low <= value <= high:
            self._fault(
                key,
                _("%(key)s is not accepted.", key=self._full_name(key)),
                _("Write a whole number from %(low)s to %(high)s.", low=low, high=high),
            )
            return low
        return value

    def one_of(self, key: str, choices: tuple[str, ...]) -> str:
        """One of the given words (the first when it is wrong)."""
        value = self._value(key)
        if value is not None and value not in choices:
            self._fault(
                key,
                _("%(key)s is not accepted.", key=self._full_name(key)),
                _("Write one of: %(choices)s.", choices=", ".join(choices)),
            )
        return value if value in choices else choices[0]

    def texts(self, key: str) -> tuple[str, ...]:
        """A list of texts; it may be empty, but must be there."""
        value = self._value(key)
        if value is None:
            return ()
        if not isinstance(value, list) or not all(isinstance(item, str) and item.strip() for item in value):
            self._fault(
                key,
                _("%(key)s is no list of texts.", key=self._full_name(key)),
                _('Write ["人民调解法", "民法典"], or [] when there is none.'),
            )
            return ()
        return tuple(item.strip() for item in value)

    def counts(self, key: str) -> tuple[tuple[str, int], ...]:
        """A table of words with whole numbers, in the order written; empty when it is absent."""
        inner = self.table(key)
        return tuple((word, inner.whole(word, 0, 100)) for word in inner.values)

    def refuse_unknown(self) -> None:
        """A key that nobody asked for is a slip: say so."""
        for key in self.values.keys() - self.known:
            self._fault(
                key,
                _("%(key)s is not known here.", key=self._full_name(key)),
                _("Known: %(known)s.", known=", ".join(sorted(self.known))),
            )

    def line_of(self, key: str) -> int:
        """The file's line where `key` is written, the table's first line when it is not."""
        lines = self.text.split("\n")
        start = next((at for at, line in enumerate(lines) if line.strip().startswith(f"[{self.name}]")), 0)
        written = re.compile(
            rf'\s*(?:(?:{re.escape(key)}|"{re.escape(key)}")\s*=|\[{re.escape(self._full_name(key))}\])'
        )
        return self.first_line + next((at for at in range(start, len(lines)) if written.match(lines[at])), start)

    def _value(self, key: str, *, optional: bool = False) -> Any:  # noqa: ANN401 - TOML holds anything
        self.known.add(key)
        value = self.values.get(key)
        if value is None and not optional:
            self._fault(key, _("%(key)s is missing.", key=self._full_name(key)), "")
        return value

    def _fault(self, key: str, problem: str, accepted: str) -> None:
        self.faults.add(self.line_of(key), problem, accepted)

    def _full_name(self, key: str) -> str:
        return f"{self.name}.{key}" if self.name else key
