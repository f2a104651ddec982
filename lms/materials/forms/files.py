"""A file that is sent: what it is decides whether it is taken."""

from typing import Any, BinaryIO, cast

from flask_babel import gettext as _
from flask_wtf.file import FileField
from werkzeug.datastructures import FileStorage
from wtforms import ValidationError
from wtforms.validators import StopValidation

from lms.errors import Refused
from lms.files.kinds import ALL_KINDS, FileKind, kind_of


class UploadField(FileField):
    """A file of one of the kinds taken; `kind` tells which, once it was looked at."""

    kind: FileKind | None = None

    def __init__(
        self,
        label: Any,  # noqa: ANN401 - a lazy text
        accepted: tuple[FileKind, ...] = ALL_KINDS,
        *,
        needed: bool = True,
        **more: Any,  # noqa: ANN401 - as WTForms takes it
    ) -> None:
        super().__init__(label, **more)
        self._accepted, self._needed = accepted, needed
        if needed:
            self.flags.required = True

    @property
    def upload(self) -> FileStorage | None:
        """The file, if one was chosen."""
        return self.data if isinstance(self.data, FileStorage) and self.data.filename else None

    def pre_validate(self, form: Any) -> None:  # noqa: ANN401, ARG002 - as WTForms calls it
        """Look at the bytes."""
        if self.upload is None:
            if self._needed:
                raise StopValidation(_("Choose a file."))
            return
        try:
            self.kind = kind_of(cast("BinaryIO", self.upload.stream), self._accepted)
        except Refused as refusal:
            raise ValidationError(str(refusal)) from refusal
