"""Changes of this room: files, reading, tasks, reflections."""
