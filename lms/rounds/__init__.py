"""冬训春训: rounds that branches run at once, and who has been reached."""
