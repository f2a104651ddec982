"""A server that speaks S3, and applications that keep their files there."""

import dataclasses
from collections.abc import Iterator
from contextlib import contextmanager

import boto3
from moto.server import ThreadedMotoServer

from lms.files.actions import _STORAGE
from lms.settings import Settings

BUCKET = "lms-files"
ACCESS = {"LMS_S3_ACCESS_KEY": "test", "LMS_S3_SECRET_KEY": "test"}


def served() -> Iterator[str]:
    """The address of an S3 server with an empty bucket, over real HTTP."""
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    address = f"http://{host}:{port}"
    bucket_client(address).create_bucket(Bucket=BUCKET)
    yield address
    server.stop()


def bucket_client(address: str):
    """A client of that server, for a test that looks at what it holds."""
    return boto3.client(
        "s3", endpoint_url=address, aws_access_key_id="test", aws_secret_access_key="test", region_name="us-east-1"
    )


def remote_settings(data_dir, address: str, **more: str) -> Settings:
    """Settings of an installation whose files are on the server at `address`."""
    given = {"LMS_DATA_DIR": str(data_dir), "LMS_STORAGE": "s3", "LMS_S3_ENDPOINT": address, "LMS_S3_BUCKET": BUCKET}
    return Settings.from_environment(given | ACCESS | more)


@contextmanager
def files_kept_at(app, address: str, bucket: str = BUCKET):
    """Have an application keep its files on that server for a while."""
    before = app.extensions["settings"]
    there = remote_settings(before.data_dir, address, LMS_S3_BUCKET=bucket)
    names = {field.name for field in dataclasses.fields(Settings) if field.name.startswith("s3_")} | {"storage"}
    app.extensions["settings"] = dataclasses.replace(before, **{name: getattr(there, name) for name in names})
    app.extensions.pop(_STORAGE, None)
    try:
        yield
    finally:
        app.extensions["settings"] = before
        app.extensions.pop(_STORAGE, None)
