"""The room's commands: content read, checked and loaded."""

from lms.curriculum.commands.content import content

COMMANDS = (content,)
