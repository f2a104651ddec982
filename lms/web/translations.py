"""The Chinese catalogue: each room keeps its own file, `lms/translations/zh_Hans/<room>.po`; the build merges them.

English needs no catalogue: the texts in code and templates are English.
"""

import os
import sys
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import PoFileError, read_po

LMS = Path(__file__).parents[1]
LANGUAGE = "zh_Hans"
FRAGMENTS = LMS / "translations" / LANGUAGE
COMPILED = FRAGMENTS / "LC_MESSAGES" / "messages.mo"
KEYWORDS = {
    "_": None, "_l": None, "gettext": None, "lazy_gettext": None, "ngettext": (1, 2), "lazy_ngettext": (1, 2),
    "pgettext": ((1, "c"), 2), "lazy_pgettext": ((1, "c"), 2), "npgettext": ((1, "c"), 2, 3),
}  # fmt: skip
EXTRACTED = [("**.py", "python"), ("**/templates/**.html", "jinja2")]

Text = tuple[str, str | None]  # the English text (its singular), and the context that tells two meanings apart


class CatalogueError(Exception):
    """The catalogue cannot be built; the message names the file, or both."""


def fragments() -> list[Path]:
    """Each room's file, in the order of names."""
    return sorted(FRAGMENTS.glob("*.po"))


def read_fragment(path: Path) -> Catalog:
    """One room's translations. Raises CatalogueError with file and reason."""
    header = f'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=utf-8\\n"\n"Language: {LANGUAGE}\\n"\n\n'
    text = path.read_text(encoding="utf-8")
    if not text.lstrip().startswith('msgid ""\nmsgstr ""'):
        text = header + text
    try:
        return read_po(BytesIO(text.encode()), locale=LANGUAGE, domain=path.stem, abort_invalid=True)
    except PoFileError as error:
        raise CatalogueError(f"{path}: {error}") from error


def merged() -> Catalog:
    """All rooms' translations in one. Raises CatalogueError where two rooms translate one text differently."""
    whole = Catalog(locale=LANGUAGE, fuzzy=False)
    owners: dict[Text, Path] = {}
    for path in fragments():
        for message in read_fragment(path):
            if not message.id:
                continue
            text = _text(message.id, message.context)
            known = whole.get(text[0], text[1])
            if known is None:
                whole.add(message.id, message.string, flags=message.flags, context=message.context)
                owners[text] = path
            elif known.string != message.string:
                raise CatalogueError(
                    f"{owners[text]} and {path} differ in the Chinese of {text[0]!r}: "
                    f"{known.string!r}, {message.string!r}"
                )
    return whole


def used() -> dict[Text, str]:
    """Every text that code and templates ask for, and a place where they do."""
    options = {"jinja2": {"newstyle_gettext": "true", "trimmed": "true", "silent": "false"}}
    found = extract_from_dir(
        LMS, EXTRACTED, {pattern: options.get(method, {}) for pattern, method in EXTRACTED}, KEYWORDS
    )
    return {_text(message, context): f"{name}:{line}" for name, line, message, _comments, context in found}


def compile_catalogue() -> None:
    """Write the compiled catalogue if a fragment is newer. Raises CatalogueError."""
    newest = max((path.stat().st_mtime for path in [*fragments(), Path(__file__)]), default=0)
    if COMPILED.exists() and COMPILED.stat().st_mtime >= newest:
        return
    catalogue = merged()
    COMPILED.parent.mkdir(parents=True, exist_ok=True)
    half_written = COMPILED.with_suffix(f".{os.getpid()}.tmp")  # readers see the old file, then the whole new one
    with half_written.open("wb") as file:
        write_mo(file, catalogue)
    half_written.replace(COMPILED)


def _text(message: str | tuple[str, ...] | list[str], context: str | None) -> Text:
    return (message if isinstance(message, str) else message[0]), context


def main() -> int:
    """The build's step. Gives the exit status."""
    try:
        compile_catalogue()
    except CatalogueError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
