"""`lms certificate verify` and `lms certificate key`: whether a certificate is genuine, without a network."""

from pathlib import Path

import click
from flask.cli import with_appcontext

from lms.certificates import keys
from lms.certificates.rules.paper import hours
from lms.certificates.rules.proof import proven, word_in
from lms.documents.wording import day_span
from lms.errors import Refused


@click.group()
def certificate() -> None:
    """Certificates, and what proves them."""


@certificate.command()
@click.argument("text")
@click.option(
    "--key", type=click.Path(path_type=Path, exists=True, dir_okay=False),
    help="The public key (PEM) of the installation that issued it; this one's otherwise.",
)  # fmt: skip
@with_appcontext
def verify(text: str, key: Path | None) -> None:
    """Check TEXT, what the code on a certificate says (its whole address or the word at its end)."""
    check = keys.checker(keys.public_key_in(key.read_bytes())) if key else keys.check_paper
    said = proven(word_in(text), check)
    if said is None:
        raise Refused("签名不对：这不是用这把钥匙签发的证书，或者内容被改过。")
    for words, value in (
        ("证书编号", said.number), ("姓名", said.name), ("班次", said.class_name),
        ("培训时间", day_span(said.first_day, said.last_day)), ("学时", hours(said.centihours)),
    ):  # fmt: skip
        click.echo(f"{words}：{value}")
    click.echo("签名有效。是否已撤销，请扫码在网上查。")


@certificate.command("key")
@with_appcontext
def show_key() -> None:
    """Print the public key, for those who check without a network."""
    click.echo(keys.public_pem().decode(), nl=False)


COMMANDS = (certificate,)
