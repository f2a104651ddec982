"""What rosters are made from: people with their posts, the order of organisations, and what classes add."""
