"""Laws and articles out of running text, held against the register and against the law's own text."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lms.assessment.rules.questions import Source, chinese_number
from lms.curriculum.quality.citations import citations_in, whole_number
from lms.curriculum.quality.citing import Citing, Place, check_idle
from lms.curriculum.quality.law_texts import check_against_text, law_in
from lms.curriculum.quality.register import Register, RegisteredSource, read_register

ENTRY = """[[source]]
name = "人民调解法"
title = "中华人民共和国人民调解法"
kind = "法律"
issuing_body = "全国人民代表大会常务委员会"
version = 2010-08-28
articles = [4, 17, "17-1"]
"""
MEDIATION = RegisteredSource(
    "人民调解法", "中华人民共和国人民调解法", date(2010, 8, 28), frozenset({"4", "17", "17-1"}), 1
)
LAW = """# 中华人民共和国人民调解法

- 版本日期 (date of this version): 2010-08-28

---

第一条 为了完善，根据宪法第四条，制定本法。

第四条 不收取任何费用。

第十七条 当事人可以拒绝。

第十七条之一 增加的一条。
"""


@given(st.integers(1, 9999))
def test_a_number_in_chinese_reads_back(number):
    assert whole_number(chinese_number(number)) == whole_number(str(number)) == number


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("（《甲法》第十七条）", ["甲法-17"]),
        ("《甲法》（2025年修订）第17条第二款", ["甲法-17"]),
        ("《甲法》2025年修订，第十条", ["甲法-10"]),
        ("《甲法》2019年版第十二条、第二十二条", ["甲法-12", "甲法-22"]),
        ("《甲法》第十五至十七条", ["甲法-15", "甲法-16", "甲法-17"]),
        ("《甲法》第二十八、三十条和第三十三条", ["甲法-28", "甲法-30", "甲法-33"]),
        ("《甲法》第十七条之一", ["甲法-17-1"]),
        ("《甲法》第一条第二款第三项、第九条", ["甲法-1", "甲法-9"]),
        ("《甲法》第一条；《乙法》第二条", ["甲法-1", "乙法-2"]),
        ("《甲法》讲得明白（第一千零八十条）", ["-1080"]),
        ("一条意见，第三方，第一次", []),
    ],
)
def test_articles_are_read_with_their_law(text, found):
    assert [f"{one.law}-{one.article}" for one in citations_in(text) if one.article] == found


@pytest.mark.parametrize(("text", "certain"), [("依法处理（第七条、第八条）", True), ("合同第七条写着", False)])
def test_an_article_in_brackets_is_of_a_law_and_one_in_a_sentence_may_be_of_a_contract(text, certain):
    assert {one.certain for one in citations_in(text)} == {certain}


def cited(text, *, laws=(), source=MEDIATION):
    citing = Citing(Register("SOURCES.toml", {source.name: source}))
    citing.text(text, Place("02.md", 10), laws)
    return [str(fault) for fault in citing.faults], citing


@pytest.mark.parametrize(
    "text",
    [
        "《人民调解法》第十七条",
        "《中华人民共和国人民调解法》第四条",
        "《人民调解法》说，不收钱（第四条）",
        "《人民调解法》第十七条之一",
        "合同第九条画了圈",
        "《关于上半年工作的报告》",
    ],
)
def test_a_registered_article_may_be_cited(text):
    assert cited(text)[0] == []


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("\n《人民调解法》第十八条", "02.md:11: 《人民调解法》 has no article 18 in courses/SOURCES.toml."),
        ("《人民调解法》第四至六条", "has no article 5 in"),
        ("《人民调解法》第十七条之二", "has no article 17-2 in"),
        ("《没有法》第四条", "02.md:10: 《没有法》 stands in no list of sources."),
        ("《人民调解法》说，不收钱（第五条）", "No law that is named here has an article 5 in the register."),
        ("不收钱（第五条）", "Article 5 is of no law that is named here."),
        ("《中国共产党纪律处分条例》", "《中国共产党纪律处分条例》 was replaced"),
        ("《中国共产党纪律处分条例》第八条", "was replaced"),
    ],
)
def test_an_article_that_is_not_registered_may_not(text, problem):
    assert any(problem in fault for fault in cited(text)[0])


def test_a_bare_article_may_be_of_a_law_of_the_front_matter():
    assert cited("不收钱（第四条）", laws=["人民调解法"])[0] == []


def test_what_nothing_cites_is_taken_out_of_the_register():
    _faults, citing = cited("《人民调解法》第四条、第十七条")
    assert [fault.problem for fault in check_idle(citing)] == ["Nothing cites article 17-1."]
    _faults, citing = cited("什么也没有")
    assert [fault.problem for fault in check_idle(citing)] == ["Nothing cites this source."]


def test_the_discipline_regulations_of_2018_are_not_registered_either():
    old = replace(MEDIATION, name="中国共产党纪律处分条例", version=date(2018, 10, 1), articles=frozenset({"8"}))
    faults, citing = cited("《中国共产党纪律处分条例》第八条", source=old)
    assert "was replaced" in faults[0]
    assert [fault.problem for fault in check_idle(citing)] == ["This version was replaced."]
    new = replace(old, version=date(2023, 12, 19))
    assert cited("《中国共产党纪律处分条例》第八条", source=new)[0] == []


def test_the_register_reads_its_entries(tmp_path):
    path = tmp_path / "SOURCES.toml"
    path.write_text(ENTRY, encoding="utf-8")
    assert read_register(path) == Register(str(path), {"人民调解法": MEDIATION})


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        ('kind = "法律"\n', "", "SOURCES.toml:1: 人民调解法: kind is missing."),
        ("2010-08-28", '"2010"', "SOURCES.toml:1: 人民调解法: version is missing."),
        ("[4, 17", '["四", 17', "SOURCES.toml:1: 人民调解法: “四” is no article."),
        ("[[source]]", "[[source", "SOURCES.toml: This is no TOML"),
        ("", ENTRY, "SOURCES.toml:8: 人民调解法: The source stands here twice."),
    ],
)
def test_each_mistake_of_the_register_is_named(tmp_path, old, new, problem):
    path = tmp_path / "SOURCES.toml"
    path.write_text(ENTRY.replace(old, new, 1) if old else ENTRY + new, encoding="utf-8")
    assert any(problem in str(fault) for fault in read_register(path).faults)


def test_a_register_that_is_missing_is_a_fault(tmp_path):
    assert [fault.problem for fault in read_register(tmp_path / "SOURCES.toml").faults] == ["The file is missing."]


@pytest.fixture
def laws(tmp_path):
    (tmp_path / "人民调解法.md").write_text(LAW, encoding="utf-8")
    for book, article in (("总则编", "第一条 总则。"), ("物权编", "第二百零五条 物权。")):
        (tmp_path / f"民法典·{book}.md").write_text(article, encoding="utf-8")
    return tmp_path


def test_the_articles_of_a_law_begin_its_lines(laws):
    assert law_in(laws, "人民调解法").articles == {"1", "4", "17", "17-1"}
    assert law_in(laws, "民法典").articles == {"1", "205"}
    assert law_in(laws, "没有法") is None


@pytest.mark.parametrize(
    ("source", "problems"),
    [
        (MEDIATION, []),
        (replace(MEDIATION, articles=frozenset({"4", "99"})), ["The law has no article 99."]),
        (replace(MEDIATION, version=date(2009, 1, 1)), ["version is 2009-01-01."]),
        (replace(MEDIATION, name="没有法"), ["The text of this source is not there."]),
        (replace(MEDIATION, name="没有法", articles=frozenset()), []),
    ],
)
def test_a_source_is_held_to_the_text_of_the_law(laws, source, problems):
    found = check_against_text("SOURCES.toml", source, law_in(laws, source.name))
    assert [fault.problem for fault in found] == problems


def test_an_inserted_article_is_told_in_words():
    assert Source.of("刑法-17-1").in_words() == "《刑法》第十七条之一"
    assert Source.of("刑法-17").in_words() == "《刑法》第十七条"
