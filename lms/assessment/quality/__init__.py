"""What the question bank of the product is held to beyond its form. `lms content check` asks; loading does not."""
