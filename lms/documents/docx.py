"""A Chinese official document as docx: A4, the margins and type of GB/T 9704, so that an office can go on writing."""

import io
from collections.abc import Iterable, Sequence
from datetime import datetime

from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from docx.text.paragraph import Paragraph
from docx.text.run import Run

BODY, HEADING, TITLE, SUBHEADING = "仿宋_GB2312", "黑体", "方正小标宋简体", "楷体_GB2312"
_LATIN = "Times New Roman"
_SIZE = 16  # 三号
_LINE = 28  # points, 22 lines a page
_SMALL = 12
_NOT_IN_XML = dict.fromkeys([*range(9), 11, 12, *range(14, 32), 0xFFFE, 0xFFFF])


class OfficialDocument:
    """A document that grows from its title down; `bytes` gives the file."""

    def __init__(self, title: str, author: str, made_at: datetime) -> None:
        self._document = Document()
        core = self._document.core_properties
        core.title, core.author, core.last_modified_by, core.comments = _clean(title), _clean(author), "", ""
        core.created = core.modified = made_at.replace(tzinfo=None)
        self._set_page()

    def _set_page(self) -> None:
        page = self._document.sections[0]
        page.page_width, page.page_height = Mm(210), Mm(297)
        page.top_margin, page.bottom_margin, page.left_margin, page.right_margin = Mm(37), Mm(35), Mm(28), Mm(26)
        foot = page.footer.paragraphs[0]
        foot.alignment = WD_ALIGN_PARAGRAPH.CENTER
        for kind, text in (("", "— "), ("begin", ""), ("PAGE", ""), ("end", ""), ("", " —")):
            run = foot.add_run(text)
            _set_type(run, "宋体", 14)
            if kind == "PAGE":
                words = OxmlElement("w:instrText")
                words.text = kind
                run._r.append(words)  # noqa: SLF001 - python-docx has no fields of its own
            elif kind:
                mark = OxmlElement("w:fldChar")
                mark.set(qn("w:fldCharType"), kind)
                run._r.append(mark)  # noqa: SLF001 - as above

    def title(self, text: str) -> None:
        """The title, centred."""
        self._line(text, TITLE, 22, WD_ALIGN_PARAGRAPH.CENTER, after=_LINE)

    def number(self, text: str) -> None:
        """发文字号, centred."""
        self._line(text, BODY, _SIZE, WD_ALIGN_PARAGRAPH.CENTER, after=_LINE / 2)

    def heading(self, text: str) -> None:
        """A heading such as 「一、培训时间」."""
        self._line(text, HEADING, _SIZE, indent=True)

    def body(self, text: str, *, indent: bool = True) -> None:
        """A paragraph; the first line stands in by two characters."""
        self._line(text, BODY, _SIZE, indent=indent)

    def right(self, text: str, *, before: float = 0) -> None:
        """落款 or date, at the right with four characters of room."""
        paragraph = self._line(text, BODY, _SIZE, WD_ALIGN_PARAGRAPH.RIGHT, before=before)
        paragraph.paragraph_format.right_indent = Pt(_SIZE * 4)

    def new_page(self, mark: str, title: str) -> None:
        """An attachment: 「附件1」 at the top left, its title below."""
        self._document.add_page_break()
        self._line(mark, HEADING, _SIZE)
        self._line(title, TITLE, 20, WD_ALIGN_PARAGRAPH.CENTER, after=_LINE / 2)

    def table(self, headings: Sequence[str], rows: Iterable[Sequence[str]], widths: Sequence[float]) -> None:
        """A table whose heading row repeats on each page; `widths` in millimetres."""
        listed = [list(row) for row in rows]
        table = self._document.add_table(rows=1 + len(listed), cols=len(headings), style="Table Grid")
        table.autofit = False
        for column, width in zip(table.columns, widths, strict=True):
            column.width = Mm(width)
        for cells, words, font in [
            (row.cells, line, HEADING if place == 0 else BODY)
            for place, (row, line) in enumerate(zip(table.rows, [list(headings), *listed], strict=True))
        ]:
            for cell, text, width in zip(cells, words, widths, strict=True):
                cell.width = Mm(width)
                _fill(cell.paragraphs[0], text, font, _SMALL)
        repeated = OxmlElement("w:tblHeader")
        repeated.set(qn("w:val"), "true")
        table.rows[0]._tr.get_or_add_trPr().append(repeated)  # noqa: SLF001 - python-docx cannot repeat a row

    def bytes(self) -> bytes:
        """The file."""
        buffer = io.BytesIO()
        self._document.save(buffer)
        return buffer.getvalue()

    def _line(
        self,
        text: str,
        font: str,
        size: float,
        align: WD_ALIGN_PARAGRAPH | None = None,
        *,
        indent: bool = False,
        before: float = 0,
        after: float = 0,
    ) -> Paragraph:
        paragraph = self._document.add_paragraph()
        look = paragraph.paragraph_format
        look.line_spacing_rule, look.line_spacing = WD_LINE_SPACING.AT_LEAST, Pt(_LINE)
        look.space_before, look.space_after = Pt(before), Pt(after)
        if indent:
            look.first_line_indent = Pt(size * 2)
        if align is not None:
            paragraph.alignment = align
        _set_type(paragraph.add_run(_clean(text)), font, size)
        return paragraph


def _fill(paragraph: Paragraph, text: str, font: str, size: float) -> None:
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    paragraph.paragraph_format.space_after = Pt(0)
    _set_type(paragraph.add_run(_clean(text)), font, size)


def _set_type(run: Run, font: str, size: float) -> None:
    """Both alphabets: Han in the office's own face, Latin and figures in the usual one."""
    run.font.name, run.font.size = _LATIN, Pt(size)
    fonts = run._element.get_or_add_rPr().get_or_add_rFonts()  # noqa: SLF001 - python-docx sets the Latin face alone
    fonts.set(qn("w:eastAsia"), font)


def _clean(text: str) -> str:
    """Without the few signs that no document may hold."""
    return text.translate(_NOT_IN_XML)
