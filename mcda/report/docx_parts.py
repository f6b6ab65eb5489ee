"""What python-docx has no call for: links, bookmarks, fields, heading rows, shading, texts for who cannot see."""

from docx.document import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.shared import Cm, Pt, RGBColor
from docx.table import Table, _Cell, _Row
from docx.text.paragraph import Paragraph
from docx.text.run import Run

from mcda.report.office_text import pieces, xml_text

NAVY, GREY = RGBColor(0x1F, 0x3A, 0x5F), RGBColor(0x55, 0x5B, 0x66)
LINK = "0B57D0"
MARKING, LEAD, CELL, SOURCE = "Report Marking", "Report Lead", "Report Cell", "Report Contents"
"""Names of the paragraph styles that the report adds."""


def element(tag: str, /, **attributes: str) -> BaseOxmlElement:
    """An XML element such as `w:shd`; attributes stand in the same namespace."""
    made: BaseOxmlElement = OxmlElement(tag)
    prefix = tag.partition(":")[0]
    for key, value in attributes.items():
        made.set(qn(f"{prefix}:{key}"), value)
    return made


def add_text(paragraph: Paragraph, text: str) -> None:
    """Text in which http(s) addresses are links and nothing else is more than text."""
    for piece, is_link in pieces(xml_text(text)):
        if is_link:
            add_link(paragraph, piece, address=piece)
        else:
            paragraph.add_run(piece)


def add_link(paragraph: Paragraph, text: str, *, address: str = "", bookmark: str = "") -> None:
    """A link to an http(s) address, or to a bookmark of this document."""
    link = OxmlElement("w:hyperlink")
    if address:
        link.set(qn("r:id"), paragraph.part.relate_to(address, RELATIONSHIP_TYPE.HYPERLINK, is_external=True))
    else:
        link.set(qn("w:anchor"), bookmark)
    run = Run(OxmlElement("w:r"), paragraph)
    run.text = text
    run.font.color.rgb, run.font.underline = RGBColor.from_string(LINK), bool(address)
    link.append(run._r)
    paragraph._p.append(link)


def add_bookmark(paragraph: Paragraph, name: str, number: int) -> None:
    """Mark a paragraph as the aim of links; `number` must be new in the document."""
    paragraph._p.insert_element_before(element("w:bookmarkStart", id=str(number), name=name), "w:r")
    paragraph._p.append(element("w:bookmarkEnd", id=str(number)))


def add_field(paragraph: Paragraph, code: str) -> None:
    """A field such as PAGE, worked out by the program that shows the document."""
    for kind in ("begin", "separate", "end"):
        paragraph.add_run()._r.append(element("w:fldChar", fldCharType=kind))
        if kind == "begin":
            instruction = element("w:instrText")
            instruction.text = code
            paragraph.add_run()._r.append(instruction)
        elif kind == "separate":
            paragraph.add_run("1")


def shade(cell: _Cell, colour: str) -> None:
    """Fill a cell with a colour such as `1F3A5F`."""
    cell._tc.get_or_add_tcPr().append(element("w:shd", val="clear", color="auto", fill=colour))


def keep_row(row: _Row, *, repeat: bool = False) -> None:
    """Keep a row on one page; a heading row is repeated on every page."""
    properties = row._tr.get_or_add_trPr()
    properties.append(element("w:cantSplit"))
    if repeat:
        properties.append(element("w:tblHeader"))


def settle_table(table: Table, caption: str, widths: list[float]) -> None:
    """Fixed widths in centimetres, thin lines between rows, and a caption for who cannot see the table."""
    table.autofit = False
    table.alignment = WD_TABLE_ALIGNMENT.LEFT
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Cm(width)
    properties = table._tbl.tblPr
    borders = element("w:tblBorders")
    for side, colour in (("top", "1F3A5F"), ("bottom", "1F3A5F"), ("insideH", "C9CFD8")):
        borders.append(element(f"w:{side}", val="single", sz="4", space="0", color=colour))
    margins = element("w:tblCellMar")
    for side in ("left", "right"):
        margins.append(element(f"w:{side}", w="70", type="dxa"))
    look = properties.find(qn("w:tblLook"))
    for part in (borders, margins):
        if look is None:
            properties.append(part)
        else:
            look.addprevious(part)
    _in_order(properties)
    properties.append(element("w:tblCaption", val=xml_text(caption)[:255]))


def _in_order(properties: BaseOxmlElement) -> None:
    """Put what describes a table in the order that its schema asks for."""
    order = ("tblStyle", "tblW", "jc", "tblBorders", "tblLayout", "tblCellMar", "tblLook")
    ranked = {qn(f"w:{name}"): place for place, name in enumerate(order)}
    properties[:] = sorted(properties, key=lambda part: ranked.get(part.tag, len(order)))


def add_styles(document: Document) -> None:
    """The report's look: one family, navy headings, small tables."""
    styles = document.styles
    normal = styles["Normal"]
    normal.font.name, normal.font.size = "Calibri", Pt(10.5)
    normal.element.rPr.rFonts.set(qn("w:eastAsia"), "Calibri")
    normal.paragraph_format.space_after, normal.paragraph_format.line_spacing = Pt(5), 1.1
    for name, size, before, after in (("Title", 24, 0, 4), ("Subtitle", 13, 0, 8), ("Heading 1", 17, 18, 6)):
        style = styles[name]
        style.font.size, style.font.color.rgb, style.font.name = Pt(size), NAVY, "Calibri"
        style.font.italic, style.font.bold = False, name != "Subtitle"
        style.element.rPr.rFonts.attrib.clear()
        style.element.rPr.rFonts.set(qn("w:ascii"), "Calibri")
        style.element.rPr.rFonts.set(qn("w:hAnsi"), "Calibri")
        style.paragraph_format.space_before, style.paragraph_format.space_after = Pt(before), Pt(after)
    _without_line(styles["Title"].element)
    caption = styles["Caption"]
    caption.font.size, caption.font.bold, caption.font.color.rgb = Pt(9), False, GREY
    for name, points in ((MARKING, 9.0), (LEAD, 12.0), (CELL, 8.5), (SOURCE, 10.5)):
        style = styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        style.base_style = normal
        style.font.size = Pt(points)
        style.paragraph_format.space_after = Pt(1 if name in (CELL, SOURCE) else 6)
    styles[CELL].paragraph_format.line_spacing = 1.0
    styles[LEAD].paragraph_format.keep_with_next = True
    styles[LEAD].font.bold = styles[MARKING].font.bold = True
    styles[LEAD].font.color.rgb = NAVY
    language = styles.element.find(f".//{qn('w:lang')}")
    if language is not None:
        language.set(qn("w:val"), "en-GB")


def _without_line(style: BaseOxmlElement) -> None:
    """Take away the line that the template draws under the title."""
    for line in list(style.iter(qn("w:pBdr"))):
        line.getparent().remove(line)


__all__ = ["CELL", "GREY", "LEAD", "MARKING", "NAVY", "SOURCE", "add_bookmark", "add_field", "add_link", "add_styles"]
__all__ += ["add_text", "element", "keep_row", "settle_table", "shade"]
