"""The `lms` command: each room's commands, put together."""

import sys
from importlib import import_module
from importlib.util import find_spec

import click
from flask import Flask
from flask.cli import FlaskGroup
from sqlalchemy.exc import OperationalError, ProgrammingError

from lms import create_app
from lms.errors import DomainError, SettingError
from lms.rooms import ROOMS
from lms.settings import Settings


class _Commands(FlaskGroup):
    """Flask's group, where what is refused is one line on standard error and exit status 1."""

    def invoke(self, ctx: click.Context) -> object:
        """Run a command; a refusal is told, never traced."""
        try:
            return super().invoke(ctx)
        except DomainError as error:
            click.echo(str(error), err=True)
        except (OperationalError, ProgrammingError) as error:
            click.echo(_why_not(str(error.orig).strip().splitlines()[0]), err=True)
        except OSError as error:
            click.echo(f"没有完成：{error.strerror or error}。", err=True)
        sys.exit(1)


def _why_not(reason: str) -> str:
    """What is the matter with the database, and what to do."""
    if "full" in reason or "No space left" in reason:
        return f"磁盘满了，没有写入任何内容（{reason}）。请先腾出空间，再运行一次。"
    if "no such" in reason or "does not exist" in reason:
        return f"数据库还没有建好（{reason}）。请先运行 lms db upgrade。"
    return f"数据库现在不能用，没有写入任何内容（{reason}）。"


def build() -> click.Group:
    """The whole command, with every room's part in it."""
    group = _Commands(create_app=_app, add_version_option=False, load_dotenv=False, help=__doc__)
    imports = click.Group("import", help="Take rosters and question files as offices send them.")
    group.add_command(imports)
    for room in (*ROOMS, "backup", "demo", "web"):
        if find_spec(f"lms.{room}.commands") is None:
            continue
        module = import_module(f"lms.{room}.commands")
        for command in getattr(module, "COMMANDS", ()):
            group.add_command(command)
        for command in getattr(module, "IMPORT_COMMANDS", ()):
            imports.add_command(command)
    return group


def _app() -> Flask:
    return create_app(Settings.from_environment())


def main() -> None:
    """Entry point of `lms`. A bad setting stops it with one sentence before anything else runs."""
    try:
        Settings.from_environment()
    except SettingError as error:
        click.echo(str(error), err=True)
        sys.exit(2)
    build()(prog_name="lms")
