import json
import zipfile

import pytest
from sqlalchemy import select

from lms.accounts.rules import Role
from lms.backup.actions import make_backup, restore_backup
from lms.errors import Refused
from lms.extensions import db
from tests.facts.district import District


def dump(app):
    with app.app_context():
        return {
            table.name: [tuple(row) for row in db.session.execute(select(table).order_by(*table.primary_key))]
            for table in db.metadata.sorted_tables
        }


def filled(database) -> District:
    district = District(database.app)
    person = district.add_person("欧阳㛃", political_status="中共党员", joined="2001-07-01")
    district.grant(person, Role.DISTRICT, "D")
    district.sign_in(person)
    return district


def test_what_was_backed_up_comes_back_whole(database, tmp_path):
    filled(database)
    before = dump(database.app)
    with database.app.app_context():
        make_backup(tmp_path / "all.zip")
    database.make_as_new()
    with database.app.app_context():
        restore_backup(tmp_path / "all.zip")
    assert dump(database.app) == before


def test_new_rows_after_a_restore_get_free_numbers(database, tmp_path):
    filled(database)
    with database.app.app_context():
        make_backup(tmp_path / "all.zip")
    database.make_as_new()
    with database.app.app_context():
        restore_backup(tmp_path / "all.zip")
    other = District.__new__(District)
    other.app, other.organisations = database.app, {"S1C1": 3}
    other._numbers = iter(range(900, 999))
    assert other.add_person("王伟") > 1


def test_a_backup_of_sqlite_can_be_restored_on_postgresql(sqlite_database, postgresql_database, tmp_path):
    sqlite_database.make_as_new()
    postgresql_database.make_as_new()
    filled(sqlite_database)
    with sqlite_database.app.app_context():
        make_backup(tmp_path / "all.zip")
    with postgresql_database.app.app_context():
        restore_backup(tmp_path / "all.zip")
    assert dump(postgresql_database.app) == dump(sqlite_database.app)


def test_a_database_with_people_is_never_overwritten(database, tmp_path):
    filled(database)
    before = dump(database.app)
    with database.app.app_context():
        make_backup(tmp_path / "all.zip")
        with pytest.raises(Refused, match="已经有人员"):
            restore_backup(tmp_path / "all.zip")
    assert dump(database.app) == before


@pytest.mark.parametrize("content", [b"", b"no archive at all", b"PK\x03\x04 cut off"])
def test_a_file_that_is_no_backup_is_refused_in_a_sentence(sqlite_database, tmp_path, content):
    sqlite_database.make_as_new()
    (tmp_path / "x.zip").write_bytes(content)
    with sqlite_database.app.app_context(), pytest.raises(Refused, match="不是本系统的备份"):
        restore_backup(tmp_path / "x.zip")


def changed_copy(source, target, change):
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(target, "w") as new:
        for name in old.namelist():
            new.writestr(name, change(name, old.read(name)))


def test_a_backup_that_was_changed_is_refused(sqlite_database, tmp_path):
    sqlite_database.make_as_new()
    filled(sqlite_database)
    with sqlite_database.app.app_context():
        make_backup(tmp_path / "all.zip")
    sqlite_database.make_as_new()
    changed_copy(
        tmp_path / "all.zip",
        tmp_path / "changed.zip",
        lambda name, content: content.replace("欧阳㛃".encode(), "欧阳某".encode()) if "person" in name else content,
    )
    with sqlite_database.app.app_context(), pytest.raises(Refused, match="与清单不符"):
        restore_backup(tmp_path / "changed.zip")


def test_a_backup_of_a_newer_version_is_refused(sqlite_database, tmp_path):
    sqlite_database.make_as_new()
    with sqlite_database.app.app_context():
        make_backup(tmp_path / "all.zip")

    def newer(name, content):
        return json.dumps(json.loads(content) | {"revision": "9999"}) if name == "manifest.json" else content

    changed_copy(tmp_path / "all.zip", tmp_path / "newer.zip", newer)
    with sqlite_database.app.app_context(), pytest.raises(Refused, match="更新的版本"):
        restore_backup(tmp_path / "newer.zip")
