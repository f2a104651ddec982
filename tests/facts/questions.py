"""Questions for tests: any question the bank may hold, and one of each kind by hand."""

from decimal import Decimal

from hypothesis import strategies as st

from lms.assessment.rules import (
    GAP,
    AcceptedText,
    Choices,
    Difficulty,
    Matching,
    Numbers,
    Option,
    Pair,
    Question,
    QuestionKind,
    Range,
    Source,
    Texts,
    Truth,
)

WORDS = st.text("法令条例村社纠纷调解人民", min_size=1, max_size=6)
SOURCES = st.lists(st.builds(Source, WORDS, st.sampled_from(["", "17", "17之一"])), max_size=2)
TAGS = st.lists(WORDS.map("题".__add__), max_size=2)
CODES = st.builds(
    "{:02}-{}{}".format,
    st.integers(0, 99),
    st.text("0123456789AC", min_size=1, max_size=4),
    st.sampled_from(["", "-1", "-12"]),
)
_SIGNS = "~=#{}:\\%[]()（）“”《》／/$.,。-> 一二三四村社abcT1 　\n"
_WORDS = st.text(_SIGNS, max_size=10) | st.text(
    st.characters(exclude_categories=("Cc", "Cs", "Cn", "Zl", "Zp")), max_size=10
)
_BEGINNINGS = st.sampled_from(["", "", "", "[html]", "[plain]", "%50%", "//", "::", "####", "$CATEGORY: "])


def _clean(text: str) -> str:
    return "\n".join(line.strip() for line in text.split("\n")).strip()


def texts(smallest: int = 1):
    """Any text an author may mean: blanks around its lines mean nothing, so there are none."""
    nothing = "无" if smallest else ""
    return st.builds(lambda start, rest: _clean((start + rest).replace(GAP, "")) or nothing, _BEGINNINGS, _WORDS)


TEXT = texts()
ANY_TEXT = texts(0)


def _one_line(text: str) -> str:
    return text.replace("->", "").replace("\n", "").strip() or "无"


@st.composite
def choices(draw, kind=QuestionKind.SINGLE):
    written = draw(st.lists(TEXT, min_size=2, max_size=6, unique=True))
    rights = draw(st.integers(2, len(written))) if kind is QuestionKind.MULTIPLE else 1
    places = draw(st.permutations(range(len(written))))[:rights]
    return Choices(tuple(Option(text, at in places, draw(ANY_TEXT)) for at, text in enumerate(written)))


@st.composite
def matchings(draw):
    halves = TEXT.map(_one_line)
    prompts = draw(st.lists(halves, min_size=2, max_size=5, unique=True))
    answers = draw(st.lists(halves, min_size=3, max_size=6, unique=True))
    pairs = tuple(Pair(prompt, draw(st.sampled_from(answers[:3]))) for prompt in prompts)
    unused = tuple(answer for answer in answers if answer not in {pair.answer for pair in pairs})
    return Matching(pairs, unused)


@st.composite
def ranges(draw):
    low = draw(st.decimals(-(10**9), 10**9, places=3))
    wide = draw(st.just(Decimal(0)) | st.decimals(0, 1000, places=2))
    return Range(low, low + wide, draw(ANY_TEXT))


ACCEPTED = st.lists(
    st.builds(AcceptedText, TEXT.map(_one_line), ANY_TEXT),
    min_size=1,
    max_size=4,
    unique_by=lambda one: one.text,
).map(lambda accepted: Texts(tuple(accepted)))

BODIES = {
    QuestionKind.SINGLE: choices(),
    QuestionKind.MULTIPLE: choices(QuestionKind.MULTIPLE),
    QuestionKind.TRUE_FALSE: st.builds(Truth, st.booleans(), ANY_TEXT, ANY_TEXT),
    QuestionKind.SHORT: ACCEPTED,
    QuestionKind.GAP: ACCEPTED,
    QuestionKind.MATCHING: matchings(),
    QuestionKind.NUMERIC: st.lists(ranges(), min_size=1, max_size=3).map(lambda found: Numbers(tuple(found))),
}


@st.composite
def questions(draw, kind=None):
    """A question of any kind but a case (of `kind` when it is given)."""
    kind = kind or draw(st.sampled_from(list(BODIES)))
    stem = draw(TEXT)
    if kind is QuestionKind.GAP:
        stem = _clean(f"{stem}{GAP}{draw(ANY_TEXT)}")
    code = draw(CODES)
    return Question(
        code=code,
        kind=kind,
        stem=stem,
        difficulty=draw(st.sampled_from(Difficulty)),
        lesson=f"{draw(st.integers(0, 99)):02}",
        body=draw(BODIES[kind]),
        explanation=draw(TEXT),
        title=_clean(draw(ANY_TEXT).replace(code, "")),
        sources=tuple(draw(SOURCES)),
        tags=tuple(draw(TAGS)),
    )


def with_case(case_code: str, asked: list[Question]) -> list[Question]:
    """A case text with its questions."""
    text = Question(case_code, QuestionKind.CASE, "案例的经过。", Difficulty.COMBINED, "01", case=case_code)
    return [text, *asked]
