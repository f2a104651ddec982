"""What a question is: the kinds, the difficulties, and what each kind carries."""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

GAP = "[　　　]"  # where the answer belongs when it stands inside the stem


class QuestionKind(StrEnum):
    """The kinds of a question; a case is the text that its questions share, and is not answered itself."""

    SINGLE = "single"
    MULTIPLE = "multiple"
    TRUE_FALSE = "true_false"
    SHORT = "short"
    GAP = "gap"
    MATCHING = "matching"
    NUMERIC = "numeric"
    CASE = "case"


class Difficulty(StrEnum):
    """基础 recalls a rule or step, 应用 uses it in a plain scene, 综合 weighs two rules or has a catch."""

    BASIC = "基础"
    APPLIED = "应用"
    COMBINED = "综合"


def chinese_number(number: int) -> str:
    """A whole number from 1 to 9,999 as laws count their articles: 十七, 一百零二, 一千一百六十五."""
    digits = str(number)
    words = ""
    for place, digit in enumerate(digits):
        unit = ("", "十", "百", "千")[len(digits) - place - 1]
        if digit != "0":
            words += "零一二三四五六七八九"[int(digit)] + unit
        elif words and not words.endswith("零"):
            words += "零"
    words = words.rstrip("零")
    return words.removeprefix("一") if words.startswith("一十") else words


@dataclass(frozen=True, slots=True)
class Source:
    """The law that an explanation rests on, and its article ("" when the whole law is meant)."""

    law: str
    article: str = ""

    def __str__(self) -> str:
        return f"{self.law}-{self.article}" if self.article else self.law

    def in_words(self, *, english: bool = False) -> str:
        """As it is cited: 《人民调解法》第十七条, or 人民调解法, Article 17."""
        if english:
            return f"{self.law}, Article {self.article}" if self.article else self.law
        number, _dash, inserted = self.article.partition("-")  # 17-1 is 第十七条之一
        article = f"第{chinese_number(int(number))}条" if number.isdecimal() else self.article
        if number.isdecimal() and inserted.isdecimal():
            article += f"之{chinese_number(int(inserted))}"
        return f"《{self.law}》{article}"

    @classmethod
    def of(cls, written: str) -> "Source":
        """The source that `str` gave: "人民调解法-17", or the name of a law alone."""
        law, _dash, article = written.partition("-")
        return cls(law.strip(), article.strip())


@dataclass(frozen=True, slots=True)
class Option:
    """One line to choose; `feedback` is shown after marking to who chose it."""

    text: str
    right: bool
    feedback: str = ""


@dataclass(frozen=True, slots=True)
class Choices:
    """The options of a single or multiple choice, in the order of the file."""

    options: tuple[Option, ...]


@dataclass(frozen=True, slots=True)
class Truth:
    """Whether the statement is true, with what is said to a wrong and to a right answer."""

    value: bool
    when_wrong: str = ""
    when_right: str = ""


@dataclass(frozen=True, slots=True)
class AcceptedText:
    """One way of writing the right answer."""

    text: str
    feedback: str = ""


@dataclass(frozen=True, slots=True)
class Texts:
    """The answers that a short answer or a gap accepts; the first is the one shown as right."""

    accepted: tuple[AcceptedText, ...]


@dataclass(frozen=True, slots=True)
class Pair:
    """Two things that belong together."""

    prompt: str
    answer: str


@dataclass(frozen=True, slots=True)
class Matching:
    """The pairs to connect, and answers that belong to none of them."""

    pairs: tuple[Pair, ...]
    extra: tuple[str, ...] = ()

    @property
    def choices(self) -> tuple[str, ...]:
        """Every answer that is offered, once, in an order that says nothing about the pairs."""
        return tuple(sorted({*(pair.answer for pair in self.pairs), *self.extra}))


@dataclass(frozen=True, slots=True)
class Range:
    """Numbers that are right: from `low` to `high`, both included."""

    low: Decimal
    high: Decimal
    feedback: str = ""


@dataclass(frozen=True, slots=True)
class Numbers:
    """The numbers that a numeric question accepts."""

    ranges: tuple[Range, ...]


Body = Choices | Truth | Texts | Matching | Numbers


@dataclass(frozen=True, slots=True)
class Question:
    """A question as it is written in the bank.

    `lesson` is the number of the lesson that taught it ("02"), `case` the code of the case it belongs to (a
    case belongs to itself), `explanation` what is shown after marking. Only a case has no `body`.
    """

    code: str
    kind: QuestionKind
    stem: str
    difficulty: Difficulty
    lesson: str
    body: Body | None = None
    explanation: str = ""
    title: str = ""
    case: str = ""
    sources: tuple[Source, ...] = ()
    tags: tuple[str, ...] = ()

    @property
    def lesson_code(self) -> str:
        """The lesson that taught it, as its front matter names it: "04-02"."""
        return f"{self.course}-{self.lesson}"

    @property
    def course(self) -> str:
        """The code of the curriculum: what stands before the first dash."""
        return self.code.partition("-")[0]
