# make assets: what the browser gets, and the Chinese catalogue; does nothing when no source changed.

.PHONY: assets

assets: $(VENV)/app.stamp
	@$(BIN)/python assets/build.py
	@$(BIN)/python -m lms.web.translations
