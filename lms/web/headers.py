"""Headers that keep pages ours: nothing foreign is loaded, nothing is framed, nothing lingers in a shared computer."""

from flask import Flask, Response, current_app, request

CONTENT_SECURITY_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'; manifest-src 'self'"
)
ALWAYS = {
    "Content-Security-Policy": CONTENT_SECURITY_POLICY,
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
}
A_YEAR = "max-age=31536000"


def _add_headers(response: Response) -> Response:
    for name, value in ALWAYS.items():
        response.headers.setdefault(name, value)
    if request.endpoint == "static" and response.status_code in {200, 206, 304}:
        response.headers["Cache-Control"] = f"public, {A_YEAR}, immutable"  # the name changes with the contents
    else:
        response.headers.setdefault("Cache-Control", "no-store")
    if current_app.extensions["settings"].base_url.startswith("https://"):
        response.headers.setdefault("Strict-Transport-Security", A_YEAR)
    return response


def init_app(app: Flask) -> None:
    """Add the headers to every answer."""
    app.after_request(_add_headers)
