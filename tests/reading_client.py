"""A test client that reads every page it gets, and signs people in without hashing a password."""

from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from lms.accounts.guard import SESSION_COOKIE

try:
    from tests.web.page_rules import check_page
except ImportError:
    check_page = len


class ReadingClient(FlaskClient):
    """Wherever any test fetches any page, the page's rules are checked at no cost to the test."""

    def open(self, *args, **kwargs) -> TestResponse:
        response = super().open(*args, **kwargs)
        if response.mimetype == "text/html" and response.location is None and response.get_data():
            check_page(response.get_data(as_text=True))
        return response

    def carry(self, token: str) -> "ReadingClient":
        """Send the session of `token` from now on."""
        self.set_cookie(SESSION_COOKIE, token)
        return self
