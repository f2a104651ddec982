"""Pages for teaching material, reading before a class, tasks after it, and reflections."""

from lms.materials.views import materials, own, readings, reflections, tasks
from lms.materials.views.blueprint import bp

__all__ = ["bp", "materials", "own", "readings", "reflections", "tasks"]
