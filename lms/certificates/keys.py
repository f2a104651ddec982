"""The installation's keys: Ed25519 for the code on paper, RSA for Open Badges (3.0 asks RS256 of every verifier).

Made once on first use and kept in the data folder for its owner alone; a backup takes them along. The public halves
are for everybody.
"""

import base64
import hashlib
import json
import os
import secrets
from collections.abc import Callable
from pathlib import Path
from typing import Any, cast

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey, generate_private_key
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
    load_pem_private_key,
    load_pem_public_key,
)
from flask import current_app
from jwt.algorithms import OKPAlgorithm, RSAAlgorithm

from lms.errors import Refused

PAPER_KEY = "certificate-key.pem"
BADGE_KEY = "badge-key.pem"
_THUMBPRINT = {"RSA": ("e", "kty", "n"), "OKP": ("crv", "kty", "x")}


def paper_key() -> Ed25519PrivateKey:
    """Signs the code on certificates."""
    return cast("Ed25519PrivateKey", _kept(PAPER_KEY, Ed25519PrivateKey.generate))


def badge_key() -> RSAPrivateKey:
    """Signs Open Badges."""
    return cast("RSAPrivateKey", _kept(BADGE_KEY, lambda: generate_private_key(65537, 2048)))


def checker(public: Ed25519PublicKey) -> Callable[[bytes, bytes], bool]:
    """Whether a signature of a message is that of a key: `check(signature, message)`."""

    def check(signature: bytes, message: bytes) -> bool:
        try:
            public.verify(signature, message)
        except InvalidSignature:
            return False
        return True

    return check


def check_paper(signature: bytes, message: bytes) -> bool:
    """Whether this installation signed it."""
    return checker(paper_key().public_key())(signature, message)


def public_pem() -> bytes:
    """The public half of the paper's key, as other programs read it."""
    return paper_key().public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)


def public_key_in(pem: bytes) -> Ed25519PublicKey:
    """A paper's public key from a file. Raises Refused when it is none."""
    try:
        key = load_pem_public_key(pem)
    except ValueError as error:
        raise Refused("这个文件不是公钥（PEM）。") from error
    if not isinstance(key, Ed25519PublicKey):
        raise Refused("这个文件不是证书用的公钥（Ed25519）。")
    return key


def jwks() -> dict[str, list[dict[str, Any]]]:
    """Both public keys as a JSON Web Key Set, without the base of their addresses."""
    return {"keys": [badge_jwk(), _named(OKPAlgorithm.to_jwk(paper_key().public_key(), as_dict=True), "EdDSA")]}


def badge_jwk() -> dict[str, Any]:
    """The public half of the badges' key as a JSON Web Key."""
    return _named(RSAAlgorithm.to_jwk(badge_key().public_key(), as_dict=True), "RS256")


def _named(jwk: dict[str, Any], algorithm: str) -> dict[str, Any]:
    """With its thumbprint (RFC 7638) as its name."""
    bare = {name: jwk[name] for name in _THUMBPRINT[jwk["kty"]]}
    digest = hashlib.sha256(json.dumps(bare, separators=(",", ":"), sort_keys=True).encode()).digest()
    return bare | {"kid": base64.urlsafe_b64encode(digest).rstrip(b"=").decode(), "use": "sig", "alg": algorithm}


def _kept(name: str, make: Callable[[], Any]) -> object:
    path = Path(current_app.extensions["settings"].data_dir) / name
    if not path.exists():
        _keep(path, make().private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
    return load_pem_private_key(path.read_bytes(), password=None)


def _keep(path: Path, pem: bytes) -> None:
    """Put a key there whole; of two processes that make one at once, the first one's counts."""
    unfinished = path.with_name(f"{path.name}.{secrets.token_hex(8)}.part")
    try:
        unfinished.touch(mode=0o600, exist_ok=False)
        unfinished.write_bytes(pem)
        os.link(unfinished, path)
    except FileExistsError:
        pass
    finally:
        unfinished.unlink(missing_ok=True)
