"""The form of a backup: a zip of one JSON-lines member a table, the stored files, and a manifest with checksums."""

import base64
import hashlib
import json
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from typing import IO, Any, BinaryIO

from sqlalchemy import Column, Date, DateTime, LargeBinary

from lms.errors import Refused

FORM = 1
_MANIFEST = "manifest.json"
_PIECE = 1024 * 1024


class Writer:
    """Writes a backup beside its place and puts it there when it is whole."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._unfinished = path.with_name(path.name + ".part")
        self._zip = zipfile.ZipFile(self._unfinished, "w", zipfile.ZIP_DEFLATED, compresslevel=6)
        self._sums: dict[str, str] = {}
        self._rows: dict[str, int] = {}

    def add_table(self, name: str, rows: Iterable[dict[str, Any]]) -> None:
        """One line a row; days and instants as ISO text."""
        digest, count = hashlib.sha256(), 0
        with self._zip.open(f"tables/{name}.jsonl", "w", force_zip64=True) as member:
            for row in rows:
                line = (json.dumps(row, ensure_ascii=False, default=_plain) + "\n").encode()
                digest.update(line)
                member.write(line)
                count += 1
        self._sums[f"tables/{name}.jsonl"] = digest.hexdigest()
        self._rows[name] = count

    def add_file(self, stream: BinaryIO, name: str) -> None:
        """A file as it is, a piece at a time."""
        digest = hashlib.sha256()
        with self._zip.open(name, "w", force_zip64=True) as member:
            while piece := stream.read(_PIECE):
                digest.update(piece)
                member.write(piece)
        self._sums[name] = digest.hexdigest()

    def finish(self, revision: str, made_at: datetime, missing: Sequence[str] = ()) -> dict[str, int]:
        """Close the archive and give the rows of each table. `missing`: stored files whose bytes were not there."""
        manifest = {
            "form": FORM,
            "revision": revision,
            "made_at": made_at.isoformat(),
            "rows": self._rows,
            "sha256": self._sums,
            "missing": list(missing),
        }
        self._zip.writestr(_MANIFEST, json.dumps(manifest, ensure_ascii=False, indent=1))
        self._zip.close()
        self._unfinished.replace(self._path)
        return self._rows

    def abandon(self) -> None:
        """Leave nothing half-written behind."""
        self._zip.close()
        self._unfinished.unlink(missing_ok=True)


class Reader:
    """Reads a backup that is whole. Raises Refused where it is not one, or was changed."""

    def __init__(self, path: Path) -> None:
        try:
            self._zip = zipfile.ZipFile(path)
            self.manifest: dict[str, Any] = json.loads(self._zip.read(_MANIFEST))
        except (OSError, zipfile.BadZipFile, KeyError, ValueError) as error:
            raise Refused(f"{path}: 这不是本系统的备份文件，没有恢复任何内容。") from error
        if self.manifest.get("form") != FORM:
            raise Refused(f"{path}: 备份的格式是本程序不认识的，没有恢复任何内容。")
        self._check_sums()

    def _check_sums(self) -> None:
        for name, expected in self.manifest["sha256"].items():
            digest = hashlib.sha256()
            try:
                with self._zip.open(name) as member:
                    while piece := member.read(_PIECE):
                        digest.update(piece)
            except (KeyError, zipfile.BadZipFile) as error:
                raise Refused(f"备份里的 {name} 缺失或损坏，没有恢复任何内容。") from error
            if digest.hexdigest() != expected:
                raise Refused(f"备份里的 {name} 与清单不符，没有恢复任何内容。")

    def rows(self, table: str, columns: dict[str, Column[Any]]) -> Iterator[dict[str, Any]]:
        """The rows of a table, values as its columns want them."""
        with self._zip.open(f"tables/{table}.jsonl") as member:
            for line in member:
                yield {name: _value(value, columns[name]) for name, value in json.loads(line).items()}

    def files(self) -> Iterator[tuple[str, IO[bytes]]]:
        """Every stored file and kept key: its name under the data folder, and its bytes as a stream."""
        for name in self.manifest["sha256"]:
            if name.startswith("data/"):
                with self._zip.open(name) as member:
                    yield name.removeprefix("data/"), member


def _plain(value: Any) -> str:  # noqa: ANN401 - whatever a driver gives
    if isinstance(value, datetime):
        return (value if value.tzinfo else value.replace(tzinfo=UTC)).astimezone(UTC).isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, bytes):
        return base64.b64encode(value).decode()
    raise TypeError(type(value).__name__)


def _value(value: Any, column: Column[Any]) -> Any:  # noqa: ANN401 - as the column wants it
    if value is None:
        return None
    if isinstance(column.type, DateTime):
        return datetime.fromisoformat(value)
    if isinstance(column.type, Date):
        return date.fromisoformat(value)
    if isinstance(column.type, LargeBinary):
        return base64.b64decode(value)
    return value
