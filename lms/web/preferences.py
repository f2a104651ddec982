"""Each person's language and type size: the address once, then a cookie, then the account, then the default."""

from flask import Flask, Response, g, has_request_context, request
from flask_babel import get_locale
from flask_login import current_user

from lms.extensions import babel

DEFAULT_LANGUAGE = "zh_Hans"
LANGUAGES = {"zh": "zh_Hans", "zh_hans": "zh_Hans", "zh_cn": "zh_Hans", "en": "en"}
LANGUAGE_COOKIE = "lms_language"
TYPE_COOKIE = "lms_type"
KEPT_FOR_SECONDS = 365 * 24 * 3600


def known_language(wanted: str | None) -> str | None:
    """The language meant by "en", "zh", "zh-Hans" or the like; None if it is no language of ours."""
    return LANGUAGES.get((wanted or "").replace("-", "_").lower())


def language() -> str:
    """The language of this page: zh_Hans or en; of a command or a job the default."""
    if not has_request_context():
        return DEFAULT_LANGUAGE
    in_address = known_language(request.args.get("lang"))
    in_cookie = known_language(request.cookies.get(LANGUAGE_COOKIE))
    return in_address or in_cookie or known_language(_of_account("language")) or DEFAULT_LANGUAGE


def type_size() -> str:
    """normal, or large (大字版)."""
    kept = request.cookies.get(TYPE_COOKIE)
    if kept not in {"normal", "large"}:
        return "large" if _of_account("large_type") else "normal"
    return kept


def page_language() -> str:
    """The language as HTML names it: zh-Hans or en."""
    return str(get_locale()).replace("_", "-")


def keep(response: Response, cookie: str, value: str) -> None:
    """Remember a preference on this device for a year."""
    response.set_cookie(
        cookie, value, max_age=KEPT_FOR_SECONDS, httponly=True, samesite="Lax", secure=request.is_secure
    )


def _of_account(preference: str) -> str | None:
    """What the account says; nothing while nobody's account can be read (a page about a broken database)."""
    if g.get("nobody_can_be_read") or not current_user.is_authenticated:
        return None
    return getattr(current_user, preference, None)


def _keep_language_of_address(response: Response) -> Response:
    chosen = known_language(request.args.get("lang"))
    if chosen and chosen != request.cookies.get(LANGUAGE_COOKIE):
        keep(response, LANGUAGE_COOKIE, chosen)
    return response


def init_app(app: Flask) -> None:
    """Have every page speak the language asked for."""
    babel.init_app(app, default_locale=DEFAULT_LANGUAGE, locale_selector=language)
    app.after_request(_keep_language_of_address)


TEMPLATE_GLOBALS = {"page_language": page_language, "type_size": type_size}
