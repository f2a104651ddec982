"""Photos and minutes as branches send them: told by their content, photos without their metadata."""

import io
from dataclasses import dataclass
from typing import BinaryIO

from flask_babel import gettext as _
from PIL import Image, ImageOps, UnidentifiedImageError

from lms.errors import Refused
from lms.files.kinds import DOCX, JPG, PDF, PNG, kept_name, kind_of

MOST_BYTES = 12 * 1024 * 1024
MOST_PIXELS = 60_000_000
LONGEST_SIDE = 1_600
QUALITY = 82
MOST_FILES = 6
PHOTOS, MINUTES = (JPG, PNG), (PDF, DOCX)


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


def checked(name: str | None, stream: BinaryIO) -> Checked:
    """A file as it was sent, looked into. Raises Refused with a sentence that begins with its name."""
    try:
        return _checked(name, stream)
    except Refused as refusal:
        raise Refused(_("%(name)s: %(problem)s", name=(name or "")[:60], problem=str(refusal))) from refusal


def _checked(name: str | None, stream: BinaryIO) -> Checked:
    content = stream.read(MOST_BYTES + 1)
    if len(content) > MOST_BYTES:
        raise Refused(_("The file is too large: 12 MB at most."))
    kind = kind_of(io.BytesIO(content), PHOTOS + MINUTES)
    if kind in MINUTES:
        return Checked(kept_name(name, kind), kind.media_type, "minutes", content)
    stem = kept_name(name, kind).removesuffix(kind.extension)
    return Checked(stem + JPG.extension, JPG.media_type, "photo", _drawn_anew(content))


def _drawn_anew(content: bytes) -> bytes:
    """The picture upright, no larger than a screen shows: place, time and device of the camera stay out."""
    try:
        with Image.open(io.BytesIO(content), formats=("JPEG", "PNG")) as picture:
            if picture.width * picture.height > MOST_PIXELS:
                raise Refused(_("The photo has too many pixels. Send a smaller one."))
            picture.draft("RGB", (LONGEST_SIDE, LONGEST_SIDE))
            upright = ImageOps.exif_transpose(picture).convert("RGB")
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, Image.DecompressionBombError) as error:
        raise Refused(_("The photo is damaged. Take or save it again and choose it once more.")) from error
    upright.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    clean = Image.new("RGB", upright.size)
    clean.paste(upright)
    made = io.BytesIO()
    clean.save(made, "JPEG", quality=QUALITY, optimize=True)
    return made.getvalue()
