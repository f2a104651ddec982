"""Stored files on another server that speaks S3: sent and fetched as streams, never whole in memory."""

import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, BinaryIO, cast

import boto3
from boto3.exceptions import Boto3Error
from boto3.s3.transfer import TransferConfig
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError
from flask_babel import gettext as _

from lms.errors import NotFound
from lms.files.storage import Kept, Measured, OutOfReach, new_key, pieces
from lms.settings import Settings

_FOLDER = "files/"
_TRANSFER = TransferConfig(use_threads=False)  # one stream, read once and in order
_MISSING = {"NoSuchKey", "404", "NotFound"}
_NO_BUCKET = {"NoSuchBucket"}
_NOT_LET_IN = {"AccessDenied", "InvalidAccessKeyId", "SignatureDoesNotMatch", "403", "Forbidden"}


class S3Storage:
    """A bucket. An object appears when all of it has arrived; a cut-off upload leaves nothing."""

    def __init__(self, settings: Settings) -> None:
        self._bucket = settings.s3_bucket
        self._client = _client(settings)

    def keep(self, stream: BinaryIO) -> Kept:
        """Keep a stream under a new key."""
        return self.put(new_key(), stream)

    def put(self, key: str, stream: BinaryIO) -> Kept:
        """Keep a stream under this key."""
        measured = Measured(stream)
        self._ask(lambda: self._client.upload_fileobj(measured, self._bucket, _name(key), Config=_TRANSFER))
        return measured.kept_as(key)

    def open(self, key: str) -> BinaryIO:
        """The bytes, as they arrive. Raises NotFound."""
        answer = self._ask(lambda: self._client.get_object(Bucket=self._bucket, Key=_name(key)))
        return cast("BinaryIO", answer["Body"])

    @contextmanager
    def local(self, key: str) -> Iterator[Path]:
        """A copy in a folder of its own that goes with the context. Raises NotFound."""
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / key
            with self.open(key) as stream, path.open("wb") as copy:
                self._ask(lambda: copy.writelines(pieces(stream)))
            yield path

    def remove(self, key: str) -> None:
        """Forget the bytes."""
        self._ask(lambda: self._client.delete_object(Bucket=self._bucket, Key=_name(key)))

    def _ask(self, question: Callable[[], Any]) -> Any:  # noqa: ANN401 - whatever the server answers
        """Ask the server. Raises NotFound, or OutOfReach with a sentence that says what is the matter."""
        try:
            return question()
        except (BotoCoreError, Boto3Error, ClientError) as error:
            raise _told(error, self._bucket) from error


def _told(error: Exception, bucket: str) -> Exception:
    code = _code(error)
    if code in _MISSING:
        return NotFound("The file is no longer there.")
    if code in _NO_BUCKET:
        return OutOfReach(
            _("The server for stored files has no bucket “%(bucket)s”. Nothing was changed; tell the administrator.",
              bucket=bucket)
        )  # fmt: skip
    if code in _NOT_LET_IN:
        return OutOfReach(
            _("The server for stored files does not let this program in. Nothing was changed; tell the administrator.")
        )
    return OutOfReach(
        _("The server for stored files cannot be reached. Nothing was changed; try again in a few minutes.")
    )


def _code(error: Exception | None) -> str:
    """What the server calls the fault; boto3 wraps it for uploads."""
    while error is not None and not isinstance(error, ClientError):
        error = error.__cause__ or error.__context__  # type: ignore[assignment]
    return str(error.response.get("Error", {}).get("Code", "")) if error is not None else ""


def _name(key: str) -> str:
    return _FOLDER + key


def _client(settings: Settings) -> Any:  # noqa: ANN401 - boto3 makes its classes at run time
    return boto3.client(
        "s3",
        endpoint_url=settings.s3_endpoint or None,
        region_name=settings.s3_region,
        aws_access_key_id=settings.s3_access_key or None,
        aws_secret_access_key=settings.s3_secret_key or None,
        config=Config(
            connect_timeout=5,
            read_timeout=30,
            retries={"max_attempts": 2, "mode": "standard"},
            s3={"addressing_style": "path" if settings.s3_path_style else "virtual"},
            # what servers other than Amazon's do not know is left out
            request_checksum_calculation="when_required",
            response_checksum_validation="when_required",
        ),
    )
