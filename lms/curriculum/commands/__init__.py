"""The room's commands: content read, checked and loaded."""
