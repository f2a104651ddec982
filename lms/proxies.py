"""What a proxy says about a visitor is believed only from the proxies that LMS_TRUSTED_PROXIES names."""

from collections.abc import Iterable
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

Address = IPv4Address | IPv6Address
FORWARDED_FOR = "HTTP_X_FORWARDED_FOR"
FORWARDED_PROTO = "HTTP_X_FORWARDED_PROTO"


class TrustedProxies:
    """WSGI middleware: takes the visitor's address and scheme from a trusted proxy's headers, from nobody else's.

    Werkzeug's ProxyFix believes whoever speaks to it; this one looks at the peer first. After it has believed them
    it takes the headers away, so that their presence further in means: somebody untrusted sent them.
    """

    def __init__(self, app: "WSGIApplication", networks: Iterable[str]) -> None:
        self.app = app
        self.networks = tuple(ip_network(network) for network in networks)

    def __call__(self, environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
        """Pass the request on, with who is behind the proxy in place of the proxy."""
        if self.networks and self._trusts(_parsed(environ.get("REMOTE_ADDR", ""))):
            self._believe(environ)
        return self.app(environ, start_response)

    def _believe(self, environ: "WSGIEnvironment") -> None:
        """Each proxy appends its peer at the right; the first from there that is no trusted proxy is the visitor."""
        for text in reversed(environ.pop(FORWARDED_FOR, "").split(",")):
            address = _parsed(text)
            if address is None:
                break
            environ["REMOTE_ADDR"] = str(address)
            if not self._trusts(address):
                break
        scheme = environ.pop(FORWARDED_PROTO, "").rpartition(",")[2].strip().lower()
        if scheme in {"http", "https"}:
            environ["wsgi.url_scheme"] = scheme

    def _trusts(self, address: Address | None) -> bool:
        return address is not None and any(_lies_in(address, network) for network in self.networks)


def _lies_in(address: Address, network: IPv4Network | IPv6Network) -> bool:
    return address.version == network.version and address in network


def _parsed(text: str) -> Address | None:
    """An address as proxies write it: bare, with a port, in brackets, or IPv4 in IPv6 clothes."""
    text = text.strip()
    if text.startswith("["):
        text = text[1:].partition("]")[0]
    elif text.count(":") == 1:
        text = text.partition(":")[0]
    try:
        address = ip_address(text)
    except ValueError:
        return None
    mapped = address.ipv4_mapped if isinstance(address, IPv6Address) else None
    return mapped or address
