"""Who knocks, and what their browser keeps: the login's token, and the proof that this device was used before."""

from ipaddress import ip_address

from flask import Response, current_app, request, session

from lms.accounts.actions import Visitor
from lms.accounts.guard import SESSION_COOKIE
from lms.accounts.keys import secret
from lms.accounts.rules import devices

DEVICE_COOKIE = "lms_known_device"
OF_THE_DEVICE = ("scanned",)  # what a browser keeps whoever logs in or out: the code it just scanned
A_YEAR = 365 * 24 * 3600
FORWARDED = ("X-Forwarded-For", "Forwarded", "X-Real-IP")


def visitor() -> Visitor:
    """Where this request comes from."""
    return Visitor(
        address=request.remote_addr or "",
        user_agent=request.headers.get("User-Agent", ""),
        device=request.cookies.get(DEVICE_COOKIE, ""),
        is_this_machine=_is_this_machine(),
    )


def _is_this_machine() -> bool:
    """From a loopback address, and not passed on by a proxy nobody told us about."""
    if any(name in request.headers for name in FORWARDED):
        return False
    try:
        return ip_address(request.remote_addr or "").is_loopback
    except ValueError:
        return False


def carry_login(response: Response, token: str, account_id: int) -> Response:
    """Give the browser its token, new at each login, and the proof that the account was used on it."""
    secure = current_app.config["SESSION_COOKIE_SECURE"]
    response.set_cookie(SESSION_COOKIE, token, httponly=True, samesite="Lax", secure=secure)
    device = devices.with_account(request.cookies.get(DEVICE_COOKIE, ""), secret(), account_id)
    response.set_cookie(DEVICE_COOKIE, device, max_age=A_YEAR, httponly=True, samesite="Lax", secure=secure)
    _forget_person()
    return response


def drop_login(response: Response) -> Response:
    """Take the token away; the device stays known."""
    response.delete_cookie(SESSION_COOKIE, httponly=True, samesite="Lax")
    _forget_person()
    return response


def _forget_person() -> None:
    """Keep nothing of whoever used this browser before; forms of that time are void."""
    kept = {name: session[name] for name in OF_THE_DEVICE if name in session}
    session.clear()
    session.update(kept)
