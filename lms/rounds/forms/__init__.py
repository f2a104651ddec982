"""What offices and branches fill in."""
