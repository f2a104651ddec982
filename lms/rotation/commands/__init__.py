"""`lms rotation …`: evaluate everybody, and print who is flagged and why."""

import click

from lms.rotation.commands.evaluating import evaluate
from lms.rotation.commands.flagged import flags

rotation = click.Group("rotation", help="Who owes which training, by when, and why.")
rotation.add_command(evaluate)
rotation.add_command(flags)

COMMANDS = (rotation,)
