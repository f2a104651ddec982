"""The look, asked of the built file: contrasts, sizes that grow with the type, nothing from elsewhere."""

import re

import pytest

from lms.web.assets import DIST, _read

SMALLEST_TEXT_REM = 0.9375
PX_IS_RIGHT_FOR = re.compile(r"^(border|outline|--bs-(border-width|.*box-shadow))")
PX_BROUGHT_ALONG = {
    "margin-left:-1px",  # edges of neighbours lie on each other
    "min-width:85px",  # Bootstrap's date field in Safari: the least width of its words
    "width:1px!important", "height:1px!important", "margin:-1px!important",  # Bootstrap's hidden words
}  # fmt: skip
TEXT_ON = [
    ("ink", "surface"), ("ink", "page"), ("ink", "sunken"),
    ("ink-2", "surface"), ("ink-2", "page"), ("ink-2", "sunken"),
    ("surface", "accent"), ("surface", "accent-dark"), ("accent", "surface"), ("accent", "accent-tint"),
    ("link", "surface"), ("link", "page"), ("link", "link-tint"), ("surface", "link"),
    ("surface", "overdue"), ("overdue-text", "surface"), ("overdue-text", "overdue-tint"),
    ("risk-text", "risk-tint"), ("risk-text", "surface"), ("surface", "risk"),
    ("done", "surface"), ("done", "done-tint"),
]  # fmt: skip
SHAPE_ON = [
    ("field-line", "surface"), ("field-line", "page"), ("field-line", "sunken"),
    ("link", "page"), ("accent", "page"), ("overdue", "surface"), ("overdue", "page"),
    ("risk", "surface"), ("risk", "risk-tint"), ("done", "page"), ("bar-done", "surface"),
    ("risk-text", "bar-risk"),
]  # fmt: skip


@pytest.fixture(scope="module")
def css() -> str:
    return (DIST / _read("manifest.json")["main.css"]).read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def declarations(css) -> list[str]:
    """Every `property:value`, as built, those of print left out: paper is measured in points."""
    on_screen = re.sub(r"@page\{[^}]*\}|@media print\{(?:[^{}]*\{[^{}]*\})*\}", "", css)
    return [one.strip() for block in re.findall(r"\{([^{}]*)\}", on_screen) for one in block.split(";") if ":" in one]


@pytest.fixture(scope="module")
def tokens(declarations) -> dict[str, str]:
    """The colours by name, as six digits."""
    pairs = (one.split(":", 1) for one in declarations if one.startswith("--"))
    hexes = {name[2:]: value.strip() for name, value in pairs if re.fullmatch(r"#[0-9a-f]{3,6}", value.strip())}
    return {
        name: value if len(value) == 7 else "#" + "".join(c * 2 for c in value[1:]) for name, value in hexes.items()
    }


def luminance(colour: str) -> float:
    channels = (int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5))
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize(("text", "ground"), TEXT_ON)
def test_text_can_be_read_on_its_ground(tokens, text, ground):
    assert contrast(tokens[text], tokens[ground]) >= 4.5


@pytest.mark.parametrize(("shape", "ground"), SHAPE_ON)
def test_shapes_and_edges_stand_out_from_their_ground(tokens, shape, ground):
    assert contrast(tokens[shape], tokens[ground]) >= 3


def test_lengths_grow_with_the_type(declarations):
    fixed = {one for one in declarations if re.search(r"\d px|\dpx", one) and not PX_IS_RIGHT_FOR.match(one)}
    assert fixed - PX_BROUGHT_ALONG == set()


def test_large_type_is_a_quarter_larger(css):
    assert re.search(r'html\[data-type="?large"?\]\{font-size:125%\}', css)


def test_no_text_is_smaller_than_fifteen_pixels(declarations):
    sizes = [one.split(":", 1)[1] for one in declarations if one.startswith("font-size:")]
    in_rem = [float(number) for size in sizes for number in re.findall(r"^(\d*\.?\d+)rem$", size)]
    in_em = [float(number) for size in sizes for number in re.findall(r"^(\d*\.?\d+)em$", size)]
    assert min(in_rem) >= SMALLEST_TEXT_REM
    assert min(in_em) * 1.0625 >= SMALLEST_TEXT_REM  # of body text
    assert not [size for size in sizes if "px" in size]


def test_nothing_stands_in_the_file_that_the_strict_policy_refuses(css):
    assert "data:" not in css
    assert "@import" not in css
    assert not re.search(r"url\(\"?(https?:)?//", css)


def test_every_picture_of_the_sheet_was_built(css):
    names = re.findall(r'url\("?\./([^")]+)"?\)', css)
    assert names
    assert [name for name in names if not (DIST / name).exists()] == []


def test_what_has_focus_is_outlined(declarations):
    assert "outline:.1875rem solid var(--link)" in declarations


@pytest.mark.parametrize("left_out", ["carousel", "toast", "tooltip", "popover", "offcanvas", "modal"])
def test_what_moves_or_covers_is_left_out(css, left_out):
    assert f".{left_out}" not in css
