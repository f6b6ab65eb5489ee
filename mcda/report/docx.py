"""The report as a Word document: headings, sentences, charts with texts for who cannot see them, and tables."""

import io
import struct

import docx
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.section import Section as PageSection
from docx.shared import Cm, Emu, Inches, Pt, RGBColor

from mcda.report.contents import Picture, Report, Section, Table
from mcda.report.docx_parts import (
    CELL,
    LEAD,
    MARKING,
    NAVY,
    SOURCE,
    add_bookmark,
    add_field,
    add_link,
    add_styles,
    add_text,
    keep_row,
    settle_table,
    shade,
)
from mcda.report.docx_tables import Block, blocks
from mcda.report.office_text import stamped, xml_text
from mcda.report.svg import png

SCALE = 2.0
"""Pixels of a picture per point of its chart: sharp on paper."""
_LONG, _SHORT, _MARGIN = Cm(29.7), Cm(21.0), Cm(2.0)
_TALLEST = Cm(15.0)


def docx_bytes(report: Report) -> bytes:
    """The report as a Word document (.docx).

    Tables too wide for an upright page stand on a turned one, those too wide for that are cut between columns.
    The same report gives the same bytes.

    Parameters
    ----------
    report
        From `mcda.report.decision_report`.
    """
    buffer = io.BytesIO()
    _Writer(report).written().save(buffer)
    return stamped(buffer.getvalue(), report.made)


class _Writer:
    """A document under way: which way the page is turned, and how many figures and tables there are."""

    def __init__(self, report: Report) -> None:
        self.report = report
        self.document = docx.Document()
        self.landscape = False
        self.figures = 0
        self.tables = 0

    def written(self) -> docx.document.Document:
        """The whole document."""
        add_styles(self.document)
        _set_page(self.document.sections[0], landscape=False)
        self._describe()
        self._frame_pages()
        self._front()
        for number, section in enumerate(self.report.sections):
            self._section(section, number)
        return self.document

    def _describe(self) -> None:
        """What file managers show of the document; no person's name."""
        about, report = self.document.core_properties, self.report
        about.title, about.subject = xml_text(report.title)[:255], xml_text(report.case.settings.question)[:255]
        about.author, about.last_modified_by, about.comments = f"mcda {report.version}", "", ""
        about.category, about.keywords = xml_text(report.marking)[:255], f"case {report.case.digest[:12]}"
        about.created = about.modified = report.made.replace(tzinfo=None)
        about.language, about.revision = "en-GB", 1

    def _frame_pages(self) -> None:
        """Marking above and page numbers below, on every page."""
        page = self.document.sections[0]
        head = page.header.paragraphs[0]
        head.style, head.alignment = MARKING, WD_ALIGN_PARAGRAPH.RIGHT
        head.add_run(xml_text(self.report.marking))
        foot = page.footer.paragraphs[0]
        foot.alignment = WD_ALIGN_PARAGRAPH.RIGHT
        foot.add_run(f"{xml_text(self.report.title)}   ·   page ")
        add_field(foot, "PAGE")
        foot.add_run(" of ")
        add_field(foot, "NUMPAGES")
        for run in foot.runs:
            run.font.size, run.font.color.rgb = Pt(8.5), RGBColor(0x55, 0x5B, 0x66)

    def _front(self) -> None:
        """Title, marking, question, and a list of the sections with links."""
        report = self.report
        self.document.add_paragraph(xml_text(report.title), style="Title")
        if report.subtitle:
            self.document.add_paragraph(xml_text(report.subtitle), style="Subtitle")
        made = report.made.strftime("%Y-%m-%d %H:%M %Z").strip()
        facts = f"{report.marking}   ·   made {made}   ·   case {report.case.digest[:12]}   ·   mcda {report.version}"
        self.document.add_paragraph(xml_text(facts), style=MARKING)
        heading = self.document.add_paragraph()
        heading.add_run("In this report").bold = True
        heading.paragraph_format.space_before, heading.paragraph_format.keep_with_next = Pt(12), True
        for section in report.sections:
            add_link(self.document.add_paragraph(style=SOURCE), xml_text(section.title), bookmark=_bookmark(section))

    def _section(self, section: Section, number: int) -> None:
        # Words stand on a turned page only where nothing but a turned table follows them.
        first = [block for table in section.tables[:1] for block in blocks(table.frame)[:1]]
        self._turn(landscape=not section.pictures and any(block.landscape for block in first))
        heading = self.document.add_heading(xml_text(section.title), level=1)
        add_bookmark(heading, _bookmark(section), number)
        for place, sentence in enumerate(section.sentences):
            add_text(self.document.add_paragraph(style=LEAD if place == 0 else "Normal"), sentence)
        for picture in section.pictures:
            self._picture(picture)
        for table in section.tables:
            self._table(table)

    def _picture(self, picture: Picture) -> None:
        self._turn(landscape=False)
        image = png(picture.chart, SCALE)
        width, height = (Inches(pixels / SCALE / 96) for pixels in struct.unpack(">II", image[16:24]))
        shrink = min(1.0, (_SHORT - 2 * _MARGIN) / width, _TALLEST / height)
        paragraph = self.document.add_paragraph()
        paragraph.paragraph_format.keep_with_next = True
        shape = paragraph.add_run().add_picture(io.BytesIO(image), width=Emu(int(width * shrink)))
        self.figures += 1
        shape._inline.docPr.set("descr", xml_text(picture.alt))
        shape._inline.docPr.set("name", f"Figure {self.figures}")
        add_text(self.document.add_paragraph(style="Caption"), f"Figure {self.figures}: {picture.alt}")

    def _table(self, table: Table) -> None:
        self.tables += 1
        parts = blocks(table.frame)
        for place, block in enumerate(parts):
            self._turn(landscape=self.landscape or block.landscape)
            more = f" (part {place + 1} of {len(parts)})" if len(parts) > 1 else ""
            caption = self.document.add_paragraph(style="Caption")
            caption.paragraph_format.keep_with_next, caption.paragraph_format.space_before = True, Pt(10)
            add_text(caption, f"Table {self.tables}: {table.caption}{more}")
            self._block(block, table.caption)

    def _block(self, block: Block, caption: str) -> None:
        """One grid: heading row first, numbers on the right."""
        grid = self.document.add_table(rows=len(block.rows) + 1, cols=len(block.labels))
        settle_table(grid, caption, list(block.widths))
        for place, (row, texts) in enumerate(zip(grid.rows, (block.labels, *block.rows), strict=True)):
            keep_row(row, repeat=place == 0)
            for cell, text, numeric, width in zip(row.cells, texts, block.numeric, block.widths, strict=True):
                cell.width = Cm(width)
                paragraph = cell.paragraphs[0]
                paragraph.style = CELL
                paragraph.paragraph_format.keep_with_next = block.short and place < len(block.rows)
                add_text(paragraph, text)
                if numeric:
                    paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
                if place == 0:
                    shade(cell, "E8ECF2")
                    for run in paragraph.runs:
                        run.font.bold, run.font.color.rgb = True, NAVY

    def _turn(self, *, landscape: bool) -> None:
        """Go on with a page turned this way; the same page where it is already."""
        if landscape != self.landscape:
            page = self.document.add_section(WD_SECTION.NEW_PAGE)
            # The break needs a line of its own, and one of usual height would not fit below a table that fills a page.
            line = self.document.paragraphs[-1]
            line.add_run().font.size = Pt(1)
            line.paragraph_format.space_after, line.paragraph_format.line_spacing = Pt(0), Pt(1)
            _set_page(page, landscape=landscape)
            self.landscape = landscape


def _bookmark(section: Section) -> str:
    """A name for links; Word allows letters, digits and underscores, 40 at most."""
    return ("part_" + "".join(letter if letter.isalnum() else "_" for letter in section.id))[:40]


def _set_page(page: PageSection, *, landscape: bool) -> None:
    """A4 with margins of 2 cm."""
    page.orientation = WD_ORIENT.LANDSCAPE if landscape else WD_ORIENT.PORTRAIT
    page.page_width, page.page_height = (_LONG, _SHORT) if landscape else (_SHORT, _LONG)
    page.left_margin = page.right_margin = page.top_margin = page.bottom_margin = _MARGIN


__all__ = ["docx_bytes"]
