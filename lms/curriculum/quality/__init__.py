"""What the lessons of the product are held to beyond their form. `lms content check` asks; loading does not."""
