"""Each place for bytes in turn: a folder, and a server that speaks S3."""

import pytest

from lms.files.remote import S3Storage
from lms.files.storage import LocalStorage
from tests.facts.files import remote_settings, served


@pytest.fixture(scope="package")
def s3_address():
    yield from served()


@pytest.fixture(params=["local", "s3"])
def place(request, tmp_path):
    """A storage; what is asked of one is asked of the other."""
    if request.param == "local":
        return LocalStorage(tmp_path / "files")
    return S3Storage(remote_settings(tmp_path, request.getfixturevalue("s3_address")))
