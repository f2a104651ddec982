"""A certificate as a reader sees it: the sheet as a picture, and the code on it."""

import base64
import io
import json

import typst
import zxingcpp
from cryptography.hazmat.primitives.serialization import load_pem_public_key
from PIL import Image

from lms.certificates.paper import TEMPLATE, printed
from lms.documents.fonts import FAMILY, print_fonts


def picture_of(paper, base: str) -> Image.Image:
    """The sheet as a printer would put it on paper, 150 dots an inch."""
    data = json.dumps({**printed([paper], base), "font": FAMILY, "title_fonts": [FAMILY]}, ensure_ascii=False)
    compiler = typst.Compiler(font_paths=print_fonts(), ignore_system_fonts=True)
    made = compiler.compile(TEMPLATE.read_bytes(), format="png", sys_inputs={"data": data}, ppi=150)
    return Image.open(io.BytesIO(made))


def code_on(picture: Image.Image) -> str:
    """What the code on a picture says."""
    [found] = zxingcpp.read_barcodes(picture)
    return found.text


def read_offline(text: str, public_pem: bytes) -> list:
    """What somebody with the public key reads in a code: nothing of this program, no network. Raises when forged."""
    content, signature = text.rsplit("/", 1)[-1].split(".")
    message, proof = (base64.urlsafe_b64decode(part + "=" * (-len(part) % 4)) for part in (content, signature))
    load_pem_public_key(public_pem).verify(proof, b"sanji-certificate\n" + message)
    return json.loads(message)
