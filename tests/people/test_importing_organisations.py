"""Taking the organisations file: any order, renames, moves, rings, and what hangs under a refused one."""

import pytest
from sqlalchemy import select
from sqlalchemy.orm import aliased

from lms.extensions import db
from lms.people.imports.tree import below, in_rings
from lms.people.models import Organisation, OrganisationReach
from lms.people.queries import OrgScope
from tests.facts.spreadsheets import ORGS, csv_file, faults, take


@pytest.fixture
def importing(district, tmp_path):
    """`importing(row, …)` takes an organisations file into the district."""
    with district.app.app_context():

        def import_rows(*rows, scope=None, **options):
            return take(csv_file(tmp_path, ORGS, *rows), "orgs", scope, **options)

        yield import_rows


def parents() -> dict[str, str | None]:
    above = aliased(Organisation)
    rows = db.session.execute(
        select(Organisation.code, above.code).outerjoin(above, above.id == Organisation.parent_id)
    )
    return dict(rows.all())


def reached_from(code: str) -> set[str]:
    top = aliased(Organisation)
    return set(
        db.session.scalars(
            select(Organisation.code)
            .join(OrganisationReach, OrganisationReach.descendant_id == Organisation.id)
            .join(top, top.id == OrganisationReach.ancestor_id)
            .where(top.code == code)
        )
    )


def test_children_may_stand_above_their_parents(importing):
    report = importing(("N1A", "一组", "N1", "居民小组"), ("N1", "新社区", "S1", "社区"))
    assert report.taken == 2
    assert (parents()["N1A"], parents()["N1"]) == ("N1", "S1")
    assert reached_from("S1") == {"S1", "S1C1", "S1C2", "N1", "N1A"}


def test_a_known_code_with_another_name_is_a_rename_and_said_so(importing):
    report = importing(("S1C1", "海滨社区", "S1", "社区"))
    assert (report.taken, report.unchanged) == (1, 0)
    assert [(one.row, one.field, one.fault.code) for one in report.warnings] == [(2, "name", "rename")]
    assert db.session.scalar(select(Organisation.name).where(Organisation.code == "S1C1")) == "海滨社区"


def test_an_organisation_moves_with_everything_under_it(importing):
    importing(("S1C1A", "一组", "S1C1", "居民小组"))
    report = importing(("S1C1", "S1C1社区", "S2", "社区"))
    assert [one.fault.code for one in report.warnings] == ["moved"]
    assert "S1C1A" in reached_from("S2")
    assert "S1C1A" not in reached_from("S1")


def test_an_empty_parent_never_erases(importing):
    assert importing(("S1C1", "S1C1社区", "", "社区")).unchanged == 1
    assert parents()["S1C1"] == "S1"


def test_a_ring_that_file_and_district_close_together_is_refused(importing):
    assert faults(importing(("S1", "S1街道", "S1C1", "街道"))) == {(2, "上级编码", "C2", "cycle")}


def test_what_hangs_under_a_refused_new_organisation_is_refused_in_part_only(importing):
    rows = [
        ("A", "", "S1", "社区"), ("A1", "一组", "A", "居民小组"), ("A11", "一号楼", "A1", "楼栋"),
        ("B", "新社区", "S1", "社区"),
    ]  # fmt: skip
    assert faults(importing(*rows)) == {(2, "单位名称", "B2", "empty")}
    report = importing(*rows, partial=True)
    assert faults(report) == {
        (2, "单位名称", "B2", "empty"), (3, "上级编码", "C3", "unknown-org"), (4, "上级编码", "C4", "unknown-org"),
    }  # fmt: skip
    assert report.taken == 1
    assert {"B"} == set(parents()) - {"D", "S1", "S2", "S1C1", "S1C2", "S2C1", "S2C2"}


def test_rows_of_one_code_must_agree(importing):
    report = importing(("N1", "新社区", "S1", "社区"), ("N1", "新社区", "S2", "村"))
    assert faults(report) == {
        (2, "上级编码", "C2", "conflict"), (3, "上级编码", "C3", "conflict"),
        (2, "单位类别", "D2", "conflict"), (3, "单位类别", "D3", "conflict"),
    }  # fmt: skip


def test_within_a_scope_nothing_outside_can_be_touched(importing, district):
    street = OrgScope(frozenset({district.organisations["S1"]}))
    report = importing(
        ("N1", "新社区", "S1", "社区"), ("N2", "新社区", "S2", "社区"), ("S2", "别的", "D", "街道"),
        ("N3", "新区", "", "区"), ("S1C1", "S1C1社区", "S2C1", "社区"), scope=street,
    )  # fmt: skip
    assert {(row, fault) for row, _column, _cell, fault in faults(report)} == {
        (3, "unknown-org"), (4, "unknown-org"), (5, "unknown-org"), (6, "unknown-org"),
    }  # fmt: skip


@pytest.mark.parametrize(
    ("tree", "rings"),
    [
        ({"a": None, "b": "a"}, set()),
        ({"a": "a"}, {"a"}),
        ({"a": "b", "b": "c", "c": "a", "d": "a", "e": "d"}, {"a", "b", "c"}),
        ({"a": "b", "b": "a", "x": "y", "y": "x"}, {"a", "b", "x", "y"}),
        ({"a": "gone"}, set()),
    ],
)
def test_a_ring_is_what_comes_back_to_itself(tree, rings):
    assert in_rings(tree) == rings


def test_below_is_everything_at_any_depth():
    tree = {"a": None, "b": "a", "c": "b", "d": None}
    assert below(frozenset({"a"}), tree) == {"b", "c"}
