"""Each person's inbox."""
