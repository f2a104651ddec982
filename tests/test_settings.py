from dataclasses import fields

import pytest

from lms.errors import SettingError
from lms.settings import Settings


def test_without_any_variable_everything_has_its_default(tmp_path):
    settings = Settings.from_environment({"LMS_DATA_DIR": str(tmp_path)})
    assert settings.port == 8000
    assert settings.sqlalchemy_url == f"sqlite:///{tmp_path}/lms.sqlite3"


@pytest.mark.parametrize(
    ("name", "value", "takes"),
    [
        ("LMS_PORT", "80a", "a whole number from 1 to 65535"),
        ("LMS_PORT", "70000", "a whole number from 1 to 65535"),
        ("LMS_DATABASE_URL", "mysql://x", "postgresql+psycopg://"),
        ("LMS_BASE_URL", "learn.example.org", "an address such as"),
        ("LMS_TRUSTED_PROXIES", "10.0.0.1/8x", "addresses or networks"),
        ("LMS_DEMO_FROM_ANYWHERE", "maybe", "yes or no"),
        ("LMS_REDIS_URL", "localhost", "redis://"),
        ("LMS_STORAGE", "ftp", "local or s3"),
        ("LMS_STORAGE", "s3", "needs LMS_S3_BUCKET"),
    ],
)
def test_a_bad_value_is_one_sentence_that_names_the_variable_and_what_it_takes(name, value, takes):
    with pytest.raises(SettingError) as refused:
        Settings.from_environment({name: value})
    assert name in str(refused.value)
    assert takes in str(refused.value)


def test_a_misspelt_setting_stops_the_start_and_lists_those_known():
    with pytest.raises(SettingError, match=r"LMS_PROT is no setting.*LMS_PORT"):
        Settings.from_environment({"LMS_PROT": "8000"})


def test_port_is_read_as_well_but_gives_way():
    assert Settings.from_environment({"PORT": "8123"}).port == 8123
    assert Settings.from_environment({"PORT": "8123", "LMS_PORT": "8124"}).port == 8124


def test_a_bad_port_is_called_by_the_name_it_was_given_under():
    with pytest.raises(SettingError, match=r"^PORT="):
        Settings.from_environment({"PORT": "x"})


def test_the_secret_key_is_made_once_and_kept_for_the_owner_alone(tmp_path):
    settings = Settings.from_environment({"LMS_DATA_DIR": str(tmp_path)})
    assert settings.kept_secret_key() == settings.kept_secret_key()
    assert (tmp_path / "secret-key").stat().st_mode & 0o077 == 0


def test_every_setting_says_what_it_is_for():
    assert all(field.metadata["help"] for field in fields(Settings))
