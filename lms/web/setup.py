"""Binds the look to the application: pages, words, built files, error pages, headers."""

from types import ModuleType

from flask import Flask

from lms.web import (
    addresses,
    assets,
    drawing,
    error_pages,
    fields,
    headers,
    navigation,
    notices,
    preferences,
    sides,
    statuses,
    views,
    wording,
)

OFFERS_TO_TEMPLATES: tuple[ModuleType, ...] = (
    addresses, assets, drawing, fields, navigation, notices, preferences, sides, statuses, wording,
)  # fmt: skip


def init_app(app: Flask) -> None:
    """Register what every page needs; called once, after the rooms."""
    preferences.init_app(app)
    for module in OFFERS_TO_TEMPLATES:
        app.jinja_env.globals.update(getattr(module, "TEMPLATE_GLOBALS", {}))
        app.jinja_env.filters.update(getattr(module, "TEMPLATE_FILTERS", {}))
    app.jinja_env.globals["contact"] = app.extensions["settings"].contact
    app.jinja_env.trim_blocks = True
    app.jinja_env.lstrip_blocks = True
    app.register_blueprint(views.bp)
    error_pages.init_app(app)
    headers.init_app(app)
