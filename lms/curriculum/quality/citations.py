"""Laws and articles out of running text: 《人民调解法》第十七条、第十八条, 第十五至十七条, 第十七条之一."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

_DIGITS = {sign: value for value, sign in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
_UNITS = {"十": 10, "百": 100, "千": 1000}
_NUMBER = "[0-9]+|[零〇一二三四五六七八九十百千两]+"
_TO = "[至到—－~～-]+"
_TOKEN = re.compile(
    rf"《(?P<law>[^《》\n]+)》"
    rf"|第(?P<list>(?:{_NUMBER})(?:(?:[、和及]|{_TO})第?(?:{_NUMBER}))*)条(?:之(?P<inserted>{_NUMBER}))?"
)
_STEP = re.compile(rf"(?P<to>{_TO})?第?(?P<number>{_NUMBER})")
_NAMES_IT = re.compile(
    r"\s*(?:（[^（）\n]*）)?\s*(?:[0-9]{4}年(?:[^，。；《》\n]{0,12}，|版)?)?\s*(?:第[^条，。]{1,4}[款项])*[、，和及与]?\s*"
)


@dataclass(frozen=True, slots=True)
class Citation:
    """An article ("17", "17-1" for 第十七条之一) of `law`, or of a law that stands further away when `law` is "".

    A law that is named without an article has the article "". `offset` is where it stands in the text. `certain` is
    false for a 第…条 in the middle of a sentence, which may be of a contract or of the rules of a village.
    """

    law: str
    article: str
    offset: int
    certain: bool = True


def whole_number(written: str) -> int:
    """A number of a law, in digits or in Chinese: 17, 十七, 一百零二, 一千一百六十五."""
    if written.isdecimal():
        return int(written)
    total = digit = 0
    for sign in written:
        if sign in _UNITS:
            total, digit = total + (digit or 1) * _UNITS[sign], 0
        else:
            digit = _DIGITS[sign]
    return total + digit


def citations_in(text: str) -> Iterator[Citation]:
    """Every law that is named and every article, in order."""
    law, end, certain = "", -1, False
    for found in _TOKEN.finditer(text):
        if found["law"]:
            law, end = found["law"], found.end()
            yield Citation(law, "", found.start())
            continue
        follows = end >= 0 and _NAMES_IT.fullmatch(text, end, found.start()) is not None
        law = law if follows else ""
        certain = bool(law) or (follows and certain) or text[: found.start()].endswith("（")
        end = found.end()
        for article in _articles(found["list"], found["inserted"]):
            yield Citation(law, article, found.start(), certain)


def _articles(listed: str, inserted: str | None) -> Iterator[str]:
    before = 0
    steps = list(_STEP.finditer(listed))
    for place, step in enumerate(steps):
        number = whole_number(step["number"])
        first = before + 1 if step["to"] and before < number else number
        for article in range(first, number + 1):
            last = place == len(steps) - 1 and article == number
            yield f"{article}-{whole_number(inserted)}" if inserted and last else str(article)
        before = number
