"""Every LMS_… variable: one frozen, typed object, validated once, before anything else runs."""

import os
import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields
from ipaddress import ip_network
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from lms.errors import SettingError

PREFIX = "LMS_"
_NO_SETTINGS = {"LMS_TEST_DATABASE_URL"}  # read by the test set-up alone


def _text(value: str) -> str:
    return value.strip()


def _folder(value: str) -> Path:
    return Path(value).expanduser().resolve()


def _switch(value: str) -> bool:
    if value.lower() in {"1", "yes", "on", "true"}:
        return True
    if value.lower() in {"0", "no", "off", "false", ""}:
        return False
    raise ValueError("yes or no")


def _between(low: int, high: int) -> Callable[[str], int]:
    def parse(value: str) -> int:
        if value.strip().isdecimal() and low <= int(value) <= high:
            return int(value)
        raise ValueError(f"a whole number from {low} to {high}")

    return parse


def _database_url(value: str) -> str:
    if value == "" or value.startswith(("sqlite:///", "postgresql+psycopg://")):
        return value
    raise ValueError("sqlite:///FILE or postgresql+psycopg://USER:PASSWORD@HOST/NAME")


def _web_address(value: str) -> str:
    parts = urlsplit(value)
    if value == "" or (parts.scheme in {"http", "https"} and parts.netloc and not parts.query):
        return value.rstrip("/")
    raise ValueError("an address such as https://learn.example.org")


def _redis_url(value: str) -> str:
    if value == "" or value.startswith(("redis://", "rediss://", "unix://")):
        return value
    raise ValueError("an address such as redis://localhost:6379/0, or nothing")


def _one_of(*words: str) -> Callable[[str], str]:
    def parse(value: str) -> str:
        if value.strip().lower() in words:
            return value.strip().lower()
        raise ValueError(" or ".join(words))

    return parse


def _networks(value: str) -> tuple[str, ...]:
    try:
        return tuple(str(ip_network(part.strip())) for part in value.split(",") if part.strip())
    except ValueError as error:
        raise ValueError("addresses or networks with commas between, such as 10.0.0.5,192.168.0.0/16") from error


def _setting(default: str, parse: Callable[[str], Any], help_text: str) -> Any:  # noqa: ANN401 - a dataclass field of any type
    return field(metadata={"default": default, "parse": parse, "help": help_text})


@dataclass(frozen=True)
class Settings:
    """What an installation can choose. The README lists every field; a test holds it to that."""

    data_dir: Path = _setting("var", _folder, "folder for the database, files, keys and jobs")
    database_url: str = _setting("", _database_url, "the database; empty: lms.sqlite3 in the data folder")
    secret_key: str = _setting("", _text, "signs cookies and codes; empty: made once and kept in the data folder")
    base_url: str = _setting("", _web_address, "the address people use; in QR codes, decides Secure cookies")
    trusted_proxies: tuple[str, ...] = _setting("", _networks, "proxies whose forwarded address is believed")
    host: str = _setting("127.0.0.1", _text, "the address the server listens on")
    port: int = _setting("8000", _between(1, 65535), "the port the server listens on; PORT is read too")
    workers: int = _setting("2", _between(1, 64), "server processes")
    threads: int = _setting("8", _between(1, 256), "threads of each server process")
    redis_url: str = _setting("", _redis_url, "Redis for background jobs; empty: SQLite in the data folder")
    upload_megabytes: int = _setting("32", _between(1, 1024), "the largest file that can be sent")
    storage: str = _setting("local", _one_of("local", "s3"), "where stored files are: local (data folder) or s3")
    s3_endpoint: str = _setting("", _web_address, "the address of the S3-compatible server; empty: Amazon's")
    s3_bucket: str = _setting("", _text, "the bucket for stored files; it must exist")
    s3_region: str = _setting("us-east-1", _text, "the region the server names, where it names one")
    s3_access_key: str = _setting("", _text, "the name this program uses there; empty: as boto3 finds it")
    s3_secret_key: str = _setting("", _text, "its secret")
    s3_path_style: bool = _setting("yes", _switch, "bucket in the path; no: in the host name (OSS, COS, OBS)")
    session_hours: int = _setting("12", _between(1, 720), "how long a login lasts without use")
    courses_dir: Path = _setting("courses", _folder, "folder of the curricula")
    question_bank_dir: Path = _setting("question_bank", _folder, "folder of the question files")
    print_font: str = _setting("", _text, "font family for printed titles; empty: Noto Sans CJK SC")
    contact: str = _setting("", _text, "whom people ask for help, shown at the foot of each page")
    demo_from_anywhere: bool = _setting("no", _switch, "let demo accounts log in from other machines")
    log_level: str = _setting("INFO", _text, "DEBUG, INFO, WARNING or ERROR")

    @classmethod
    def from_environment(cls, environment: Mapping[str, str] | None = None) -> "Settings":
        """Read every setting. Raises SettingError with one sentence: which variable, and what it takes."""
        given = os.environ if environment is None else environment
        _refuse_unknown(given)
        values = {one.name: _parsed(one, given.get(PREFIX + one.name.upper())) for one in fields(cls)}
        if given.get("PORT") and PREFIX + "PORT" not in given:
            values["port"] = _parsed(cls.__dataclass_fields__["port"], given["PORT"], name="PORT")
        if values["storage"] == "s3" and not values["s3_bucket"]:
            raise SettingError("LMS_STORAGE='s3' needs LMS_S3_BUCKET: the bucket for stored files.")
        return cls(**values)

    @property
    def sqlalchemy_url(self) -> str:
        """The database's address, with the embedded one's place filled in."""
        return self.database_url or f"sqlite:///{self.data_dir / 'lms.sqlite3'}"

    def kept_secret_key(self) -> str:
        """The secret key: the setting, or the one kept in the data folder, made on first use."""
        if self.secret_key:
            return self.secret_key
        path = self.data_dir / "secret-key"
        self.data_dir.mkdir(parents=True, exist_ok=True)
        try:
            with path.open("x", encoding="ascii") as file:
                path.chmod(0o600)
                file.write(secrets.token_hex(32))
        except FileExistsError:
            pass
        return path.read_text(encoding="ascii").strip()


def _refuse_unknown(given: Mapping[str, str]) -> None:
    known_names = {PREFIX + one.name.upper() for one in fields(Settings)} | _NO_SETTINGS
    for name in sorted(given):
        if name.startswith(PREFIX) and name not in known_names:
            raise SettingError(f"{name} is no setting of this program. Known: {', '.join(sorted(known_names))}.")


def _parsed(one: Any, value: str | None, name: str = "") -> Any:  # noqa: ANN401 - each field has its own type
    try:
        return one.metadata["parse"](one.metadata["default"] if value is None else value)
    except ValueError as error:
        raise SettingError(f"{name or PREFIX + one.name.upper()}={value!r}: this setting takes {error}.") from error
