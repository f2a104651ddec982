"""What anybody may see: whether a certificate is genuine and in force, and the keys that prove it without us.

No certificate can be found by its number here: an address without a genuine signature shows nothing.
"""

from flask import Response, jsonify, render_template
from flask.typing import ResponseReturnValue

from lms.accounts.guard import open_to_all
from lms.certificates import keys
from lms.certificates.queries import papers
from lms.certificates.rules import badge
from lms.certificates.rules.proof import proven
from lms.certificates.views.blueprint import bp
from lms.errors import NotFound
from lms.extensions import limiter
from lms.web.addresses import outside_base

A_MINUTE = "60 per minute"


@bp.get("/c/<word>")
@open_to_all("who is shown a certificate has no account; the signed address shows what the paper says, the name masked")
@limiter.limit(A_MINUTE)
def check(word: str) -> ResponseReturnValue:
    """Number, masked name, class and hours of a genuine certificate, and whether it is in force."""
    said = proven(word, keys.check_paper)
    if said is None:
        return render_template("certificates/forged.html"), 404
    return render_template("certificates/check.html", said=said, in_force=papers.state_of(said))


@bp.get("/.well-known/jwks.json")
@open_to_all("public keys are for everybody")
def key_set() -> ResponseReturnValue:
    """Both public keys, named as badges name them."""
    return jsonify(keys=[_addressed(one) for one in keys.jwks()["keys"]])


@bp.get("/certificates/keys/<thumbprint>")
@open_to_all("public keys are for everybody")
def one_key(thumbprint: str) -> ResponseReturnValue:
    """The public key that a badge names in its header."""
    found = next((one for one in keys.jwks()["keys"] if one["kid"] == thumbprint), None)
    if found is None:
        raise NotFound("There is no such key.")
    return jsonify(_addressed(found))


@bp.get("/certificates/public-key.pem")
@open_to_all("public keys are for everybody")
def paper_key() -> ResponseReturnValue:
    """The public key of the code on certificates, as other programs read it."""
    return Response(keys.public_pem(), mimetype="application/x-pem-file")


@bp.get("/certificates/issuer.json")
@open_to_all("badges name their issuer by this address")
def issuer() -> ResponseReturnValue:
    """The profile of this installation as an issuer of badges."""
    return jsonify({"@context": list(badge.CONTEXT)} | badge.issuer(outside_base()))


def _addressed(key: dict[str, str]) -> dict[str, str]:
    return key | {"kid": f"{outside_base()}/certificates/keys/{key['kid']}"}
