"""The notice as a file: docx for an office that goes on writing, PDF for everybody who reads it."""

from dataclasses import asdict
from datetime import datetime
from pathlib import Path

from lms import clock
from lms.documents.docx import OfficialDocument
from lms.documents.pdf import typeset
from lms.nomination.rules.notice import Paper

_TEMPLATE = Path(__file__).parent / "print" / "notice.typ"
MEDIA_TYPES = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "pdf": "application/pdf",
}


def to_pdf(paper: Paper, title_font: str = "") -> bytes:
    """The notice as PDF. Raises Refused when the print font lacks a character."""
    return typeset(_TEMPLATE, asdict(paper), title_font=title_font)


def to_docx(paper: Paper, made_at: datetime | None = None) -> bytes:
    """The notice as docx, with its attachments on pages of their own."""
    document = OfficialDocument(paper.title, paper.issuer, made_at or clock.now())
    if paper.document_number:
        document.number(paper.document_number)
    document.title(paper.title)
    document.body(paper.addressed, indent=False)
    document.body(paper.opening)
    for section in paper.sections:
        document.heading(section.heading)
        for paragraph in section.paragraphs:
            document.body(paragraph)
    for place, attachment in enumerate(paper.attachments, 1):
        document.body(f"{'附件：' if place == 1 else '　　　'}{place}. {attachment.title}")
    document.right(paper.issuer, before=56)
    document.right(paper.signed_on)
    if paper.contact:
        document.body(f"（{paper.contact}）")
    for place, attachment in enumerate(paper.attachments, 1):
        document.new_page(f"附件{place}", attachment.title)
        document.table(attachment.headings, attachment.rows, attachment.widths)
    return document.bytes()
