"""Rows and bytes stay together: what is not stored leaves no bytes, what is forgotten takes them along."""

import io

import pytest

from lms.audit.actor import Actor
from lms.backup.actions import make_backup, restore_backup
from lms.errors import DomainError
from lms.extensions import db
from lms.files import actions as files
from lms.files.downloads import as_attachment
from lms.files.integrity import stored_files
from lms.files.models import StoredFile
from lms.files.storage import OutOfReach
from lms.transaction import transaction
from tests.facts.files import BUCKET, bucket_client, files_kept_at

ACTOR = Actor("console:test", "test")


@pytest.fixture(params=["local", "s3"])
def keeping(request, app):
    """An application whose files are in its folder, or on a server; gives a function that counts what is there."""
    if request.param == "local":
        folder = app.extensions["settings"].data_dir / "files"
        before = set(folder.rglob("*"))
        yield lambda: len([one for one in set(folder.rglob("*")) - before if one.is_file()])
        return
    address = request.getfixturevalue("s3_address")
    client = bucket_client(address)
    before = client.list_objects_v2(Bucket=BUCKET)["KeyCount"]
    with files_kept_at(app, address):
        yield lambda: client.list_objects_v2(Bucket=BUCKET)["KeyCount"] - before


def keep(content: bytes = b"%PDF-1.7", name: str = "讲义.pdf") -> StoredFile:
    return files.keep(ACTOR, io.BytesIO(content), name=name, media_type="application/pdf", purpose="test")


def _fail_after(deed) -> None:
    with transaction():
        deed()
        raise RuntimeError


def test_a_transaction_that_fails_leaves_no_bytes(app, keeping):
    with app.app_context():
        with pytest.raises(RuntimeError):
            _fail_after(keep)
        with pytest.raises(RuntimeError), files.held(io.BytesIO(b"x")):
            raise RuntimeError
    assert keeping() == 0


def test_bytes_go_when_their_row_is_gone_and_not_before(app, keeping):
    with app.app_context():
        with transaction():
            file_id = keep().id
        with pytest.raises(RuntimeError):
            _fail_after(lambda: files.forget(db.session.get(StoredFile, file_id)))
        assert keeping() == 1
        with transaction():
            files.forget(db.session.get(StoredFile, file_id))
    assert keeping() == 0


def test_a_download_is_saved_under_its_name_and_never_shown(app, keeping):
    with app.app_context(), transaction():
        file_id = keep(b"%PDF-1.7 content").id
    with app.test_request_context():
        answer = as_attachment(db.session.get(StoredFile, file_id))
        assert b"".join(answer.iter_encoded()) == b"%PDF-1.7 content"
        answer.close()
    assert answer.headers["Content-Disposition"].startswith("attachment; filename")
    assert "%E8%AE%B2%E4%B9%89.pdf" in answer.headers["Content-Disposition"]
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in answer.headers["Content-Security-Policy"]
    assert answer.content_length == 16


def test_verify_names_files_that_are_gone_or_changed(app, keeping):
    with app.app_context():
        with transaction():
            whole, gone, changed = (keep(name=name).id for name in ("甲.pdf", "乙.pdf", "丙.pdf"))
        assert stored_files() == []
        files.storage().remove(db.session.get(StoredFile, gone).key)
        files.storage().put(db.session.get(StoredFile, changed).key, io.BytesIO(b"other"))
        assert stored_files() == [f"file {gone}: its bytes are gone", f"file {changed}: its bytes were changed"]
        assert whole


def test_a_backup_holds_stored_files_wherever_they_are_and_names_those_that_are_gone(database, keeping, tmp_path):
    app = database.app
    with app.app_context():
        with transaction():
            there = keep(b"%PDF there")
            key = there.key
            files.storage().remove(keep(name="不在.pdf").key)
        made = make_backup(tmp_path / "all.zip")
        assert (made.files, made.missing) == (1, ["不在.pdf"])
        files.storage().remove(key)
    database.make_as_new()
    with app.app_context():
        restore_backup(tmp_path / "all.zip")
        with files.storage().open(key) as stream:
            assert stream.read() == b"%PDF there"
        assert len(stored_files()) == 1  # the one that was gone


def test_a_backup_taken_from_a_server_can_be_restored_into_a_folder(sqlite_database, s3_address, tmp_path):
    sqlite_database.make_as_new()
    app = sqlite_database.app
    with files_kept_at(app, s3_address), app.app_context():
        with transaction():
            key = keep(b"%PDF far away").key
        make_backup(tmp_path / "all.zip")
    sqlite_database.make_as_new()
    with app.app_context():
        restore_backup(tmp_path / "all.zip")
        with files.local_copy(db.session.query(StoredFile).one()) as path:
            assert path.read_bytes() == b"%PDF far away"
            assert path.parent.parent == app.extensions["settings"].data_dir / "files"
        assert key


def test_no_backup_is_made_while_the_storage_is_away(sqlite_database, s3_address, tmp_path):
    sqlite_database.make_as_new()
    app = sqlite_database.app
    with files_kept_at(app, s3_address), app.app_context(), transaction():
        keep()
    with files_kept_at(app, "http://127.0.0.1:9"), app.app_context(), pytest.raises(OutOfReach):
        make_backup(tmp_path / "all.zip")
    assert list(tmp_path.iterdir()) == []


def test_nothing_is_stored_while_the_storage_is_away(app):
    with files_kept_at(app, "http://127.0.0.1:9"), app.app_context():
        with pytest.raises(DomainError), transaction():
            keep()
        assert db.session.query(StoredFile).count() == 0


def test_a_row_is_forgotten_although_the_storage_is_away(app, s3_address):
    with files_kept_at(app, s3_address), app.app_context(), transaction():
        keep()
    with files_kept_at(app, "http://127.0.0.1:9"), app.app_context():
        with transaction():
            files.forget(db.session.query(StoredFile).one())
        assert db.session.query(StoredFile).count() == 0
