"""Photos and minutes as branches send them: told by their content, photos without their metadata."""

import io
import zipfile
from dataclasses import dataclass
from typing import BinaryIO

from flask_babel import gettext as _
from PIL import Image, ImageOps, UnidentifiedImageError

from lms.errors import Refused

MOST_BYTES = 12 * 1024 * 1024
MOST_PIXELS = 60_000_000
LONGEST_SIDE = 1_600
QUALITY = 82
MOST_FILES = 6
_PHOTOS = ("JPEG", "PNG", "WEBP")
_DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@dataclass(frozen=True)
class Checked:
    """A file that may be kept: a photo, made anew without its metadata, or minutes as they came."""

    name: str
    media_type: str
    kind: str  # photo, minutes
    content: bytes

    def stream(self) -> BinaryIO:
        """Its bytes, to be read."""
        return io.BytesIO(self.content)


def checked(name: str, stream: BinaryIO) -> Checked:
    """A file as it was sent, looked into. Raises Refused with one sentence that names it."""
    name = name.replace("\\", "/").rpartition("/")[2].strip()[:150] or "file"
    content = stream.read(MOST_BYTES + 1)
    if len(content) > MOST_BYTES:
        raise Refused(_("%(name)s is too large: a file has at most 12 MB.", name=name))
    if content.startswith(b"%PDF-"):
        return Checked(name, "application/pdf", "minutes", content)
    if content.startswith(b"PK") and _is_docx(content):
        return Checked(name, _DOCX, "minutes", content)
    return Checked(f"{name.rpartition('.')[0] or name}.jpg", "image/jpeg", "photo", _photo(name, content))


def _is_docx(content: bytes) -> bool:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            return {"[Content_Types].xml", "word/document.xml"} <= set(package.namelist())
    except zipfile.BadZipFile:
        return False


def _photo(name: str, content: bytes) -> bytes:
    """The picture drawn anew, upright, no larger than a screen shows: place, time and device of the camera stay out."""
    try:
        with Image.open(io.BytesIO(content), formats=_PHOTOS) as picture:
            if picture.width * picture.height > MOST_PIXELS:
                raise Refused(_("%(name)s has too many pixels. Send a smaller photo.", name=name))
            picture.draft("RGB", (LONGEST_SIDE, LONGEST_SIDE))
            upright = ImageOps.exif_transpose(picture).convert("RGB")
            upright.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
            clean = Image.new("RGB", upright.size)
            clean.paste(upright)
            made = io.BytesIO()
            clean.save(made, "JPEG", quality=QUALITY, optimize=True)
            return made.getvalue()
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, Image.DecompressionBombError) as error:
        raise Refused(
            _("%(name)s is no photo (JPEG, PNG) and no minutes (PDF, Word .docx). Choose another file.", name=name)
        ) from error
