"""Reading a pasted or uploaded list of names and numbers; who is meant is decided, never guessed."""

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

_BETWEEN_ENTRIES = re.compile(r"[\n\r,，;；、\t|]+")
_ORDINAL = re.compile(r"^\s*(?:\d{1,3}\s*[.．、)）]|[(（]\d{1,3}[)）])\s*")
_ROW_NUMBER = re.compile(r"^\d{1,3}$")
_INVISIBLE = re.compile("[\u200b-\u200f\u2028-\u202e\u2060\ufeff\u00ad]")
_DOTS = re.compile("[·•・･∙．]")
_HAN = "\u2e80-\u2fff\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_BLANK_BETWEEN_HAN = re.compile(f"(?<=[{_HAN}])\\s+(?=[{_HAN}])")
HEADINGS = frozenset({"姓名", "人员编号", "序号", "编号", "名单"})


class Found(StrEnum):
    """What a line of a list came to."""

    ONE = "one"
    SEVERAL = "several"
    NOBODY = "nobody"


@dataclass(frozen=True)
class Candidate:
    """Somebody who may be meant; a class's managers see no more of its people than this."""

    person_id: int
    person_no: str
    name: str
    organisation: str = ""
    post: str = ""


@dataclass(frozen=True)
class Line:
    """One entry of a list, and who it may mean."""

    text: str
    found: Found
    candidates: tuple[Candidate, ...] = ()


def entries(text: str) -> list[str]:
    """The names and numbers in a pasted text: one a line or with commas between; repeated ones once, in order."""
    kept: dict[str, None] = {}
    for line in _INVISIBLE.sub("", text).splitlines():
        parts = [" ".join(part.split()) for part in _BETWEEN_ENTRIES.split(_ORDINAL.sub("", line))]
        if len(parts) > 1 and _ROW_NUMBER.match(parts[0]):
            parts = parts[1:]
        kept |= dict.fromkeys(part for part in parts if part and name_key(part) not in HEADINGS)
    return list(kept)


def name_key(text: str) -> str:
    """A name as people are compared by: no blanks at the ends or between Han characters, one kind of middle dot."""
    text = _INVISIBLE.sub("", text).replace("\u3000", " ").replace("\u00a0", " ").strip()
    return _DOTS.sub("·", _BLANK_BETWEEN_HAN.sub("", text))


def number_key(text: str) -> str:
    """A person number as it is compared: full-width letters and digits are the plain ones."""
    return unicodedata.normalize("NFKC", text).strip().upper()


def match(wanted: Sequence[str], candidates: Iterable[Candidate]) -> list[Line]:
    """Who each entry means: one person, several (shown, for the caller to choose), or nobody.

    A number names one person. What names nobody as a whole is read blank by blank: 「王伟 李强」 are two.
    """
    by_number: dict[str, list[Candidate]] = {}
    by_name: dict[str, list[Candidate]] = {}
    for one in candidates:
        by_number.setdefault(number_key(one.person_no), []).append(one)
        by_name.setdefault(name_key(one.name), []).append(one)

    def line(entry: str) -> Line:
        found = by_number.get(number_key(entry)) or by_name.get(name_key(entry)) or []
        return Line(entry, (Found.NOBODY, Found.ONE, Found.SEVERAL)[min(len(found), 2)], tuple(found))

    lines: list[Line] = []
    for entry in wanted:
        whole, parts = line(entry), entry.split()
        as_parts = [line(part) for part in parts] if len(parts) > 1 and whole.found is Found.NOBODY else []
        lines += as_parts if any(part.found is not Found.NOBODY for part in as_parts) else [whole]
    return lines


def keys_of(wanted: Sequence[str]) -> tuple[frozenset[str], frozenset[str]]:
    """The names and the numbers that a list may mean, to look them up at once."""
    all_of_them = {*wanted, *(part for entry in wanted for part in entry.split())}
    return frozenset(map(name_key, all_of_them)), frozenset(map(number_key, all_of_them))


NOT_MEANT = 0
"""What a caller chooses at a doubtful entry to leave it out."""


def choose(lines: Sequence[Line], sent: Mapping[str, str]) -> dict[int, int]:
    """Whom each line means so far, by its place: the one found, or the candidate chosen in the field `choice-N`.

    A choice that is none of the line's candidates is no choice; NOT_MEANT leaves the line out.
    """
    chosen: dict[int, int] = {}
    for place, line in enumerate(lines):
        if line.found is Found.ONE:
            chosen[place] = line.candidates[0].person_id
        elif line.found is Found.SEVERAL:
            text = sent.get(f"choice-{place}", "")
            person = int(text) if text.isascii() and text.isdecimal() else None
            if person == NOT_MEANT or person in {one.person_id for one in line.candidates}:
                chosen[place] = person or NOT_MEANT
    return chosen


def doubts(lines: Sequence[Line], chosen: Mapping[int, int], *, leave_unknown: bool) -> list[int]:
    """The places of lines that still need a decision."""
    return [
        place
        for place, line in enumerate(lines)
        if place not in chosen and not (line.found is Found.NOBODY and leave_unknown)
    ]


def people_chosen(chosen: Mapping[int, int]) -> list[int]:
    """The people to enrol, each once, in the order of the list."""
    return list(dict.fromkeys(person for person in chosen.values() if person != NOT_MEANT))
