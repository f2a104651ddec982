"""Changes of rounds: opened and changed, reported, reached otherwise, reminded, closed."""
