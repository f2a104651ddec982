"""教学评估: what trainees think of topics and teachers, never told by whom."""
