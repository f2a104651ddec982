"""Stems that ask the same thing in nearly the same words, and stems that tell the answer of another question."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence

from flask_babel import gettext as _

from lms.assessment.quality.placed import Placed
from lms.assessment.rules import Choices, Question, Texts
from lms.curriculum.faults import Fault

SHINGLE = 3
TOO_LIKE = 0.5
GIVEN_AWAY = 0.8
LEAST_RUNS = 4  # of an answer alone; shorter ones are everyday words

_NO_WORD = re.compile(r"[\W_]+")


def shingles(stem: str) -> frozenset[str]:
    """Every run of three characters of a stem without marks and blanks; a shorter stem is its own run."""
    words = _NO_WORD.sub("", stem).lower()
    return frozenset(words[at : at + SHINGLE] for at in range(max(1, len(words) - SHINGLE + 1)))


def likeness(one: frozenset[str], other: frozenset[str]) -> float:
    """Jaccard: what two sets share of what they have together, 0 to 1."""
    return len(one & other) / len(one | other)


def alike(stems: Mapping[str, str], limit: float = TOO_LIKE) -> Iterator[tuple[str, str, float]]:
    """Pairs of codes whose stems are at least so alike, by an index of runs: no stem is compared with all others."""
    holding: defaultdict[str, list[str]] = defaultdict(list)
    runs: dict[str, frozenset[str]] = {}
    for code, stem in stems.items():
        runs[code] = shingles(stem)
        shared: Counter[str] = Counter()
        for run in runs[code]:
            shared.update(holding[run])
            holding[run].append(code)
        for other, common in shared.items():
            share = common / (len(runs[code]) + len(runs[other]) - common)
            if share >= limit:
                yield other, code, share


def check_likeness(placed: Sequence[Placed]) -> list[Fault]:
    """Every question whose stem nearly repeats an earlier one."""
    by_code = {one.question.code: one for one in placed}
    return [
        by_code[code].fault(
            _("The question is nearly that of %(other)s (%(share)s of the words).", other=other, share=f"{share:.0%}"),
            _("Ask something else; stems share less than %(limit)s.", limit=f"{TOO_LIKE:.0%}"),
        )
        for other, code, share in alike({code: one.question.stem for code, one in by_code.items()})
    ]


def answers_of(question: Question) -> Iterator[str]:
    """The texts that are right for a question, where it is answered by a text."""
    if isinstance(question.body, Choices):
        yield from (option.text for option in question.body.options if option.right)
    elif isinstance(question.body, Texts):
        yield from (accepted.text for accepted in question.body.accepted[:1])


def telling_runs(question: Question) -> Iterator[frozenset[str]]:
    """Of each right answer, the runs that tell it from the question itself and from its wrong options."""
    said = set(shingles(question.stem))
    if isinstance(question.body, Choices):
        said.update(*(shingles(option.text) for option in question.body.options if not option.right))
    for answer in answers_of(question):
        runs = shingles(answer) - said
        if len(runs) >= LEAST_RUNS:
            yield runs


def check_answers_elsewhere(placed: Sequence[Placed]) -> list[Fault]:
    """Every question of a bank whose answer stands in the stem of another that a paper may ask beside it."""
    stems = {one.question.code: shingles(one.question.stem) for one in placed}
    cases = {one.question.code: one.question.case or one.question.code for one in placed}
    return [
        one.fault(
            _("The stem of %(other)s says its answer (%(share)s of the words).", other=other, share=f"{share:.0%}"),
            _("Ask it so that no other question answers it; less than %(limit)s.", limit=f"{GIVEN_AWAY:.0%}"),
        )
        for one in placed
        for runs in telling_runs(one.question)
        for other, stem in stems.items()
        if cases[other] != cases[one.question.code] and (share := len(runs & stem) / len(runs)) >= GIVEN_AWAY
    ]
