"""Numbers, the words on the paper, and the word that proves them."""

from datetime import date

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given
from hypothesis import strategies as st

from lms.certificates.keys import checker
from lms.certificates.rules import numbers, paper, proof
from lms.certificates.rules.paper import Said
from lms.records.rules import TrainingCategory

KEY = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
CHECK = checker(KEY.public_key())
CLASS = "社区主职干部集中轮训班（第2期）"
SAID = Said("2026-轮训02-0037", 1, "周德海", CLASS, 2400, date(2026, 4, 20), date(2026, 4, 22))
NAMES = st.text(st.characters(codec="utf-8", exclude_categories=("Cs", "Cc")), min_size=1, max_size=20)
SAYINGS = st.builds(
    Said,
    number=NAMES,
    edition=st.integers(1, 99),
    name=NAMES,
    class_name=NAMES,
    centihours=st.integers(0, 100_000),
    first_day=st.dates(),
    last_day=st.dates(),
)


def test_a_number_names_year_category_intake_and_place():
    assert numbers.number_of(2026, numbers.series_of("集中轮训", 2), 37) == "2026-轮训02-0037"
    assert len({numbers.series_of(one.value, 1) for one in TrainingCategory}) == len(TrainingCategory)


@given(last=st.integers(0, 10_000), more=st.lists(st.integers(0, 300), max_size=6))
def test_numbers_follow_one_another_without_gap_or_double(last, more):
    taken, counted = [], last
    for how_many in more:
        taken += numbers.taken_from(counted, how_many)
        counted += how_many
    assert taken == list(range(last + 1, last + sum(more) + 1))


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("周德海", "周*海"),
        ("王伟", "王*"),
        ("欧阳㛃𬱖", "欧**𬱖"),
        ("阿卜杜拉·买买提", "阿******提"),
        ("䶮", "䶮*"),
    ],
)
def test_a_name_in_public_shows_its_ends_alone(name, shown):
    assert paper.masked(name) == shown


@given(name=NAMES)
def test_a_masked_name_never_shows_all_of_it(name):
    assert paper.masked(name) != name or set(name) <= {"*"}
    assert sum(sign != "*" for sign in paper.masked(name)) <= 2


def test_the_paper_reads_as_offices_write_it():
    assert paper.sentence(SAID) == (
        "于2026年4月20日至4月22日参加社区主职干部集中轮训班（第2期）学习，修完规定课程，共24学时，考核合格，准予结业。"
    )
    assert paper.sentence(SAID, is_excellent=True).endswith("准予结业，并评为优秀学员。")
    assert paper.class_on_paper("2026年党员冬训", 1, organiser="S1街道") == "2026年党员冬训（S1街道）（第1期）"
    assert (paper.hours(750), paper.hours(2067), paper.hours(0)) == ("7.5", "20.67", "0")


@given(said=SAYINGS)
def test_what_is_signed_is_read_back_whole(said):
    word = proof.token(said, KEY.sign)
    assert proof.proven(word, CHECK) == said
    assert set(word) <= set("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.")
    assert proof.word_in(f"https://learn.example.org/c/{word}") == proof.word_in(f" {word}\n") == word


@given(said=SAYINGS, place=st.integers(min_value=0), letter=st.sampled_from("AQgw09-_."))
def test_no_letter_can_be_changed(said, place, letter):
    word = proof.token(said, KEY.sign)
    place %= len(word) - 1  # the last letter carries unused bits
    changed = word[:place] + letter + word[place + 1 :]
    if changed != word:
        found = proof.proven(changed, CHECK)
        assert found is None or found == said  # base64 has more than one way to write the same bits


@given(text=st.text(max_size=300))
def test_any_text_is_answered(text):
    assert proof.proven(text, CHECK) is None


def test_another_installations_certificate_is_not_ours():
    other = Ed25519PrivateKey.generate()
    assert proof.proven(proof.token(SAID, other.sign), CHECK) is None
    assert proof.proven(proof.token(SAID, lambda message: KEY.sign(message.removeprefix(proof.PURPOSE))), CHECK) is None
