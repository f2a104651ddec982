"""The look: base templates, components, static files, error pages, health."""
