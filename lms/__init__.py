"""Sanji LMS (三基学堂): the training of a district's grassroots cadres and members."""

from importlib import import_module
from importlib.util import find_spec
from pathlib import Path

from flask import Flask

from lms import extensions, transaction
from lms.accounts import guard
from lms.audit import actions as audit_actions
from lms.jobs import queue
from lms.proxies import TrustedProxies
from lms.rooms import ROOMS
from lms.settings import Settings

ROOT = Path(__file__).parent.parent


def create_app(settings: Settings | None = None) -> Flask:
    """Settings, extensions, rooms, the guard, the listeners; nothing else. Raises SettingError."""
    settings = settings or Settings.from_environment()
    settings.data_dir.mkdir(parents=True, exist_ok=True)
    app = Flask("lms", root_path=str(ROOT / "lms"), static_folder="web/static", template_folder="web/templates")
    app.config.from_mapping(_flask_config(settings))
    app.extensions["settings"] = settings
    app.wsgi_app = TrustedProxies(app.wsgi_app, settings.trusted_proxies)  # type: ignore[method-assign]
    _bind_database(app)
    guard.init_app(app)
    extensions.csrf.init_app(app)
    app.extensions["limiter"] = {extensions.limiter}  # taken for known: no hook of it runs before the other views
    extensions.limiter.init_app(app)
    queue.init_app(app)
    for room in ROOMS:
        _open_room(app, room)
    import_module("lms.web.setup").init_app(app)
    transaction.keep_for_last(audit_actions.write_waiting, audit_actions.forget_waiting)
    return app


def _flask_config(settings: Settings) -> dict[str, object]:
    return {
        "SECRET_KEY": settings.kept_secret_key(),
        "SQLALCHEMY_DATABASE_URI": settings.sqlalchemy_url,
        "SQLALCHEMY_ENGINE_OPTIONS": _engine_options(settings),
        "SQLALCHEMY_BINDS": _answer_engine(settings),
        "SESSION_COOKIE_SECURE": settings.base_url.startswith("https://"),
        "SESSION_COOKIE_HTTPONLY": True,
        "SESSION_COOKIE_SAMESITE": "Lax",
        "MAX_CONTENT_LENGTH": settings.upload_megabytes * 1024 * 1024,
        "RATELIMIT_STORAGE_URI": _shared_counts(settings.redis_url),
        "RATELIMIT_IN_MEMORY_FALLBACK_ENABLED": True,  # a Redis that is away stops nobody
        "RATELIMIT_KEY_PREFIX": "lms",
        "WTF_CSRF_TIME_LIMIT": None,  # a page left open over lunch can still be sent
    }


def _shared_counts(redis_url: str) -> str:
    """Where requests are counted: in Redis for all processes, else in each one's memory."""
    return redis_url.replace("unix://", "redis+unix://", 1) if redis_url else "memory://"


def _engine_options(settings: Settings) -> dict[str, object]:
    if settings.sqlalchemy_url.startswith("sqlite"):
        return {"pool_size": settings.threads + 2, "max_overflow": 4}
    return {"pool_size": settings.threads, "max_overflow": 4, "pool_pre_ping": True}


def _answer_engine(settings: Settings) -> dict[str, dict[str, object]]:
    """Answers are one statement each: on PostgreSQL its own short way, without BEGIN, COMMIT and ping around it."""
    if settings.sqlalchemy_url.startswith("sqlite"):
        return {}
    return {
        "answers": {
            "url": settings.sqlalchemy_url,
            "isolation_level": "AUTOCOMMIT",
            "pool_size": settings.threads,
            "pool_pre_ping": False,
        }
    }


def _bind_database(app: Flask) -> None:
    extensions.db.init_app(app)
    extensions.migrate.init_app(app, extensions.db, directory=str(ROOT / "migrations"), compare_type=True)
    with app.app_context():
        transaction.prepare_engine(extensions.db.engine)


def _open_room(app: Flask, room: str) -> None:
    """Bind a room's tables, listeners and pages, as far as it has them."""
    for part in ("models", "imports", "listeners", "jobs", "views"):
        found = find_spec(f"lms.{room}.{part}")
        if found is None or found.origin is None:  # a folder without __init__ is no part yet
            continue
        module = import_module(f"lms.{room}.{part}")
        if part in {"imports", "listeners"}:
            module.connect()
        elif part == "views":
            app.register_blueprint(module.bp)
