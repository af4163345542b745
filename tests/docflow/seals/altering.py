"""Copies of a sealed file as an attacker could make them. Updates are written by hand: libraries would rather rewrite the file."""

import io
import re
from collections.abc import Callable

import pikepdf
from pikepdf import Array, Dictionary, Name, Object, Pdf

Change = Callable[[Pdf], list[Object]]
"""Changes a file that is open and says which of its objects are to stand in the update."""


def update(content: bytes, change: Change) -> bytes:
    """The file with an incremental update behind it."""
    with pikepdf.open(io.BytesIO(content)) as pdf:
        return _appended(content, pdf, change(pdf))


def _appended(content: bytes, pdf: Pdf, objects: list[Object]) -> bytes:
    before = int(re.findall(rb"startxref\s+(\d+)", content)[-1])
    out, spots = bytearray(content), {}
    for one in objects:
        spots[one.objgen[0]] = len(out)
        out += b"%d 0 obj\n%b\nendobj\n" % (one.objgen[0], _body(one))
    size = max(int(pdf.trailer.Size), max(spots) + 1)
    rows = b"".join(b"%d 1\n%010d 00000 n \n" % (number, spot) for number, spot in sorted(spots.items()))
    start = len(out)
    root, generation = pdf.Root.objgen
    trailer = b"<</Size %d/Root %d %d R/Prev %d>>" % (size, root, generation, before)
    return bytes(out) + b"xref\n%btrailer\n%b\nstartxref\n%d\n%%%%EOF\n" % (rows, trailer, start)


def _body(one: Object) -> bytes:
    if not isinstance(one, pikepdf.Stream):
        return one.unparse(resolved=True)
    raw = one.read_raw_bytes()
    return b"<</Length %d%b>>\nstream\n%b\nendstream" % (len(raw), _look(one), raw)


def _look(one: pikepdf.Stream) -> bytes:
    kept = {key: value for key, value in one.items() if key != "/Length"}
    return Dictionary(kept).unparse()[2:-2] if kept else b""


def paint_over(pdf: Pdf) -> list[Object]:
    """Another figure on the first page."""
    first, paint = pdf.pages[0].obj, pdf.make_stream(b"q 1 g 90 400 400 200 re f Q")
    first.Contents = Array([first.Contents, paint])
    return [first, paint]


def add_page(pdf: Pdf) -> list[Object]:
    tree, words = pdf.Root.Pages, pdf.make_stream(b"100 100 200 200 re f")
    box, look = [0, 0, 595, 842], Dictionary()
    more = pdf.make_indirect(Dictionary(Type=Name.Page, Parent=tree, MediaBox=box, Resources=look, Contents=words))
    tree.Kids.append(more)
    tree.Count = int(tree.Count) + 1
    return [tree, more, words]


def annotate(pdf: Pdf) -> list[Object]:
    """A note that covers the text."""
    first, look = pdf.pages[0].obj, pdf.make_stream(b"1 g 0 0 300 200 re f")
    look.update({"/Type": Name.XObject, "/Subtype": Name.Form, "/BBox": Array([0, 0, 300, 200])})
    square = Dictionary(Type=Name.Annot, Subtype=Name.Square, Rect=[100, 400, 400, 600], F=4, AP=Dictionary(N=look))
    note = pdf.make_indirect(square)
    first.Annots = Array([*first.get("/Annots", []), note])
    return [first, look, note]


def add_blank_field(pdf: Pdf) -> list[Object]:
    """A signature field that nobody signs, and whose look covers the text."""
    first, form, look = pdf.pages[0].obj, _form(pdf), pdf.make_stream(b"1 g 0 0 300 200 re f")
    look.update({"/Type": Name.XObject, "/Subtype": Name.Form, "/BBox": Array([0, 0, 300, 200])})
    widget = Dictionary(
        Type=Name.Annot, Subtype=Name.Widget, FT=Name.Sig, T="Later", Rect=[100, 400, 400, 600], F=4, P=first
    )
    widget.AP = Dictionary(N=look)
    field = pdf.make_indirect(widget)
    first.Annots = Array([*first.get("/Annots", []), field])
    form.Fields = Array([*form.Fields, field])
    return [first, look, field, form]


def take_seals_away(pdf: Pdf) -> list[Object]:
    """The form is gone: a reader finds no signature any more."""
    del pdf.Root["/AcroForm"]
    return [pdf.Root]


def redraw_seal(pdf: Pdf) -> list[Object]:
    """Another picture in the place of the seal's own."""
    widget = _form(pdf).Fields[0]
    look = pdf.make_stream(b"0 0 1 rg 0 0 119 119 re f")
    look.update({"/Type": Name.XObject, "/Subtype": Name.Form, "/BBox": Array([0, 0, 119, 119])})
    widget.AP = Dictionary(N=look)
    return [widget, look]


def move_seal(pdf: Pdf) -> list[Object]:
    widget = _form(pdf).Fields[0]
    widget.Rect = Array([0, 0, 119, 119])
    return [widget]


def open_with_script(pdf: Pdf) -> list[Object]:
    pdf.Root.OpenAction = Dictionary(S=Name.JavaScript, JS="app.alert(1)")
    return [pdf.Root]


def turn_page(pdf: Pdf) -> list[Object]:
    first = pdf.pages[0].obj
    first.Rotate = 180
    return [first]


def _form(pdf: Pdf) -> Object:
    """The form as an object of its own."""
    if not pdf.Root.AcroForm.is_indirect:
        pdf.Root.AcroForm = pdf.make_indirect(pdf.Root.AcroForm)
    return pdf.Root.AcroForm


UPDATES: dict[str, Change] = {
    "page painted over": paint_over,
    "page added": add_page,
    "page turned": turn_page,
    "note over the text": annotate,
    "blank field over the text": add_blank_field,
    "seals taken away": take_seals_away,
    "seal redrawn": redraw_seal,
    "seal moved": move_seal,
    "script on opening": open_with_script,
}


def saved_anew(content: bytes) -> bytes:
    """What an editor writes: the same document, other bytes."""
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(content)) as pdf:
        pdf.save(out)
    return out.getvalue()


def flipped(content: bytes, where: int, bit: int = 0) -> bytes:
    """One bit of one byte changed."""
    changed = bytearray(content)
    changed[where] ^= 1 << bit
    return bytes(changed)


def covered_ranges(content: bytes) -> list[tuple[int, int]]:
    """From where to where each signature's own string stands: the only bytes that it does not cover."""
    found = re.findall(rb"/ByteRange\s*\[\s*0\s+(\d+)\s+(\d+)\s+\d+\s*\]", content)
    return [(int(first), int(second)) for first, second in found]
