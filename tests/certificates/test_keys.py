"""The installation's keys: made once, kept for their owner, taken along by a backup; and checking at the console."""

import stat

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from lms.backup.actions import make_backup, restore_backup
from lms.certificates import keys
from lms.certificates.commands import certificate
from lms.certificates.paper import word_of
from tests.facts.certificates import add_completed_class, papers_of


@pytest.fixture
def key_folder(sqlite_app):
    """The data folder, without keys from other tests."""
    folder = sqlite_app.extensions["settings"].data_dir
    for name in (keys.PAPER_KEY, keys.BADGE_KEY):
        (folder / name).unlink(missing_ok=True)
    return folder


def test_keys_are_made_once_and_are_for_their_owner_alone(sqlite_app, key_folder):
    with sqlite_app.app_context():
        first = keys.public_pem(), keys.badge_jwk()
        assert (keys.public_pem(), keys.badge_jwk()) == first
    for name in (keys.PAPER_KEY, keys.BADGE_KEY):
        assert stat.S_IMODE((key_folder / name).stat().st_mode) == 0o600
    assert list(key_folder.glob("*.part")) == []


def test_of_two_who_make_a_key_at_once_the_first_counts(sqlite_app, key_folder):
    with sqlite_app.app_context():
        first = keys.public_pem()
        keys._keep(key_folder / keys.PAPER_KEY, b"another")
        assert keys.public_pem() == first
    assert list(key_folder.glob("*.part")) == []


def test_certificates_are_proven_after_a_restore(sqlite_database, sqlite_district, key_folder, tmp_path, set_clock):
    set_clock("2026-12-10 18:00")
    class_id = add_completed_class(sqlite_district, sqlite_district.add_person("周德海"))
    [paper] = papers_of(sqlite_district, class_id)
    with sqlite_district.session():
        word, before = word_of(paper), keys.badge_jwk()
        make_backup(tmp_path / "all.zip")
    sqlite_database.make_as_new()
    for name in (keys.PAPER_KEY, keys.BADGE_KEY):
        (key_folder / name).unlink()
    with sqlite_database.app.app_context():
        keys.public_pem()  # the new machine had made its own already
        restore_backup(tmp_path / "all.zip")
        assert keys.badge_jwk() == before
    assert stat.S_IMODE((key_folder / keys.PAPER_KEY).stat().st_mode) == 0o600
    page = sqlite_database.app.test_client().get(f"/c/{word}").text
    assert "证书是真的，有效" in page


def run(app, *arguments):
    return app.test_cli_runner().invoke(certificate, list(arguments))


def test_a_code_is_checked_at_the_console_without_a_network(sqlite_district, tmp_path, set_clock):
    set_clock("2026-12-10 18:00")
    app = sqlite_district.app
    class_id = add_completed_class(sqlite_district, sqlite_district.add_person("周德海"))
    [paper] = papers_of(sqlite_district, class_id)
    with sqlite_district.session():
        text = f"https://learn.example.org/c/{word_of(paper)}"
    pem = tmp_path / "public.pem"
    pem.write_text(run(app, "key").output)
    for answer in (run(app, "verify", text), run(app, "verify", text, "--key", str(pem))):
        assert answer.exit_code == 0
        for words in ("证书编号：2026-轮训04-0001", "姓名：周德海", "培训时间：2026年12月8日至12月10日", "学时：24"):
            assert words in answer.output
    other = Ed25519PrivateKey.generate().public_key()
    pem.write_bytes(other.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo))
    assert "签名不对" in str(run(app, "verify", text, "--key", str(pem)).exception)
    pem.write_text("no key")
    assert "不是公钥" in str(run(app, "verify", text, "--key", str(pem)).exception)
    assert "签名不对" in str(run(app, "verify", text[:-4]).exception)


def test_the_public_key_is_at_a_known_address(sqlite_app):
    answer = sqlite_app.test_client().get("/certificates/public-key.pem")
    with sqlite_app.app_context():
        assert answer.data == keys.public_pem()
    assert b"PRIVATE" not in answer.data
