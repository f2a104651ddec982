"""Background work: a row per job in our own database, handed to huey, sent again after a crash."""
