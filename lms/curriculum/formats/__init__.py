"""How curricula are written in files: course.toml, lessons in Markdown with front matter."""
