"""What somebody may still evaluate, and what is shown of what people thought."""
