"""Both places for bytes keep the same promises; one that does not answer says so in a sentence."""

import hashlib
import io
import os

import pytest

from lms.errors import NotFound
from lms.files.remote import S3Storage
from lms.files.storage import OutOfReach
from tests.facts.files import bucket_client, remote_settings

BIG = os.urandom(1024) * 1024 * 9  # several parts of a multipart upload


class CutOff(io.RawIOBase):
    """A stream that breaks after a while, as uploads do."""

    def __init__(self) -> None:
        self._left = 12

    def read(self, _size: int = -1) -> bytes:
        self._left -= 1
        if self._left < 0:
            raise ConnectionResetError("cut off")
        return b"x" * 1024 * 1024


@pytest.mark.parametrize("content", [b"", "心得体会".encode(), BIG], ids=["empty", "short", "long"])
def test_what_is_kept_comes_back_the_same(place, content):
    kept = place.keep(io.BytesIO(content))
    assert (kept.size, kept.sha256) == (len(content), hashlib.sha256(content).hexdigest())
    with place.open(kept.key) as stream:
        assert stream.read() == content


def test_a_stream_can_be_read_in_pieces(place):
    kept = place.keep(io.BytesIO(b"abcdef"))
    with place.open(kept.key) as stream:
        assert [stream.read(4), stream.read(4), stream.read(4)] == [b"abcd", b"ef", b""]


def test_a_path_is_given_for_what_cannot_read_a_stream(place):
    kept = place.keep(io.BytesIO(b"PK"))
    with place.local(kept.key) as path:
        assert path.read_bytes() == b"PK"


def test_keys_differ_and_tell_nothing(place):
    first, second = place.keep(io.BytesIO(b"same")), place.keep(io.BytesIO(b"same"))
    assert first.key != second.key
    assert first.key.isalnum()
    assert first.sha256 == second.sha256


def test_what_a_backup_brings_back_stands_under_its_old_key(place):
    place.put("0" * 32, io.BytesIO(b"once"))
    place.put("0" * 32, io.BytesIO(b"again"))
    with place.open("0" * 32) as stream:
        assert stream.read() == b"again"


def test_what_is_gone_is_not_found(place):
    kept = place.keep(io.BytesIO(b"x"))
    place.remove(kept.key)
    place.remove(kept.key)
    with pytest.raises(NotFound):
        place.open(kept.key)
    with pytest.raises(NotFound), place.local(kept.key):
        pytest.fail("a path was given")


def test_an_upload_that_is_cut_off_leaves_nothing(place, tmp_path, request):
    with pytest.raises((ConnectionResetError, OutOfReach)):
        place.put("c" * 32, CutOff())
    with pytest.raises(NotFound):
        place.open("c" * 32)
    assert [one for one in tmp_path.rglob("*") if one.is_file()] == []
    if isinstance(place, S3Storage):
        client = bucket_client(request.getfixturevalue("s3_address"))
        assert client.list_multipart_uploads(Bucket="lms-files").get("Uploads", []) == []


def _call(remote: S3Storage, call: str) -> None:
    if call == "local":
        with remote.local("a" * 32):
            pytest.fail("a path was given")
    getattr(remote, call)(io.BytesIO(b"x") if call == "keep" else "a" * 32)


@pytest.mark.parametrize("call", ["keep", "open", "local", "remove"])
@pytest.mark.parametrize("fault", ["away", "no bucket"])
def test_a_server_that_cannot_serve_is_told_in_a_sentence(tmp_path, s3_address, call, fault):
    address = "http://127.0.0.1:9" if fault == "away" else s3_address
    remote = S3Storage(remote_settings(tmp_path, address, LMS_S3_BUCKET="lms-files" if fault == "away" else "nowhere"))
    with pytest.raises(OutOfReach, match="cannot be reached" if fault == "away" else "no bucket “nowhere”") as refused:
        _call(remote, call)
    assert refused.value.status == 503
    assert "Nothing was changed" in str(refused.value)
