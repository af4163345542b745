"""A plain PDF made PDF/A-2b (ISO 19005-2): an output intent, XMP metadata, and no document information beside it.

/Info is removed, not filled: whoever seals the file rewrites a part of it, and then it would differ from the XMP.
"""

import io
from collections.abc import Sequence
from xml.sax.saxutils import escape

import pikepdf
from pikepdf import Array, Dictionary, Name, String

from docflow.layout.srgb import srgb_profile

PRODUCER = "一网协同"

_NAMESPACES = {
    "dc": "http://purl.org/dc/elements/1.1/",
    "pdf": "http://ns.adobe.com/pdf/1.3/",
    "pdfaid": "http://www.aiim.org/pdfa/ns/id/",
}


def to_pdfa(plain: bytes, *, title: str, authors: Sequence[str] = ()) -> bytes:
    """The same pages as PDF/A-2b. The same input gives the same bytes: no clock is read, the file's ID is of its content."""
    with pikepdf.open(io.BytesIO(plain)) as pdf:
        profile = pdf.make_stream(srgb_profile(), N=3)
        intent = Dictionary(
            Type=Name.OutputIntent,
            S=Name.GTS_PDFA1,
            OutputConditionIdentifier=String("sRGB IEC61966-2.1"),
            Info=String("sRGB IEC61966-2.1"),
            RegistryName=String("http://www.color.org"),
            DestOutputProfile=profile,
        )
        pdf.Root.OutputIntents = Array([pdf.make_indirect(intent)])
        pdf.Root.Metadata = pdf.make_stream(_xmp(title, authors), Type=Name.Metadata, Subtype=Name.XML)
        pdf.Root.ViewerPreferences = Dictionary(DisplayDocTitle=True)
        if "/Info" in pdf.trailer:
            del pdf.trailer["/Info"]
        out = io.BytesIO()
        pdf.save(
            out,
            min_version="1.7",
            object_stream_mode=pikepdf.ObjectStreamMode.generate,
            deterministic_id=True,
            fix_metadata_version=False,
        )
        return out.getvalue()


def _xmp(title: str, authors: Sequence[str]) -> bytes:
    """Each namespace on a description of its own: some validators miss what is declared together."""
    names = "".join(f"<rdf:li>{escape(author)}</rdf:li>" for author in authors)
    creator = f"<dc:creator><rdf:Seq>{names}</rdf:Seq></dc:creator>" if names else ""
    parts = {
        "dc": "<dc:format>application/pdf</dc:format>"
        f'<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{escape(title)}</rdf:li></rdf:Alt></dc:title>{creator}',
        "pdf": f"<pdf:Producer>{PRODUCER}</pdf:Producer>",
        "pdfaid": "<pdfaid:part>2</pdfaid:part><pdfaid:conformance>B</pdfaid:conformance>",
    }
    described = "".join(
        f'<rdf:Description rdf:about="" xmlns:{prefix}="{_NAMESPACES[prefix]}">{content}</rdf:Description>'
        for prefix, content in parts.items()
    )
    return (
        '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?><x:xmpmeta xmlns:x="adobe:ns:meta/">'
        '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
        f'{described}</rdf:RDF></x:xmpmeta><?xpacket end="w"?>'
    ).encode()
