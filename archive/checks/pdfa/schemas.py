"""The properties that XMP itself defines (XMP 2004 for PDF/A-1, XMP 2005 for the later parts), with the types of their values.

A type is a word: Text, Integer, Real, Boolean, Date, URI, Alt (a text in languages), one of the structures (Struct), or any of them after
“bag ” or “seq ”. Structures are not looked into. Any is taken as it is.
"""

from collections.abc import Mapping
from typing import Final

Types = Mapping[str, str]

DC: Final = "http://purl.org/dc/elements/1.1/"
XMP: Final = "http://ns.adobe.com/xap/1.0/"
PDF: Final = "http://ns.adobe.com/pdf/1.3/"
PDFAID: Final = "http://www.aiim.org/pdfa/ns/id/"
EXTENSION: Final = "http://www.aiim.org/pdfa/ns/extension/"


def _types(**by_type: str) -> dict[str, str]:
    """{"Title": "Text"} from Text="Title …"; bag_Text stands for “bag Text”."""
    return {name: kind.replace("_", " ") for kind, names in by_type.items() for name in names.split()}


_COMMON: Final[dict[str, Types]] = {
    DC: _types(
        bag_Text="contributor language publisher relation subject type",
        seq_Text="creator",
        seq_Date="date",
        Alt="description rights title",
        Text="coverage format identifier source",
    ),
    XMP: _types(
        bag_Text="Advisory Identifier",
        URI="BaseURL",
        Date="CreateDate MetadataDate ModifyDate",
        Text="CreatorTool Nickname",
        Any="Thumbnails",
    ),
    "http://ns.adobe.com/xap/1.0/rights/": _types(
        URI="Certificate WebStatement", Boolean="Marked", bag_Text="Owner", Alt="UsageTerms"
    ),
    "http://ns.adobe.com/xap/1.0/mm/": _types(
        Struct="DerivedFrom ManagedFrom RenditionOf",
        Text="DocumentID InstanceID Manager ManagerVariant RenditionClass RenditionParams VersionID LastURL",
        URI="ManageTo ManageUI",
        Integer="SaveID",
        seq_Struct="History Versions",
    ),
    "http://ns.adobe.com/xap/1.0/bj/": {"JobRef": "bag Struct"},
    "http://ns.adobe.com/xap/1.0/t/pg/": _types(
        Struct="MaxPageSize", Integer="NPages", bag_Struct="Fonts", seq_Text="PlateNames", seq_Struct="Colorants"
    ),
    PDF: _types(Text="Keywords PDFVersion Producer"),
    "http://ns.adobe.com/photoshop/1.0/": _types(
        Text="AuthorsPosition CaptionWriter Category City Country Credit Headline Instructions Source State TransmissionReference",
        Date="DateCreated",
        bag_Text="SupplementalCategories",
        Integer="Urgency ColorMode",
        Any="ICCProfile History TextLayers DocumentAncestors",
    ),
    "http://ns.adobe.com/tiff/1.0/": {},
    "http://ns.adobe.com/exif/1.0/": {},
    PDFAID: _types(Integer="part", Text="conformance amd", Any="rev"),
}
_LATER_ONLY: Final[dict[str, Types]] = {
    XMP: _types(Text="Label", Integer="Rating"),
    PDF: _types(Boolean="Trapped"),
    PDFAID: _types(Text="corr"),
    "http://ns.adobe.com/xmp/1.0/DynamicMedia/": _types(
        Struct="projectRef videoFrameSize videoAlphaPremultipleColor startTimecode altTimecode timeScaleParams resampleParams"
        " beatSpliceParams duration introTime outCue relativeTimestamp contributedMedia",
        Text="videoFrameRate videoPixelAspectRatio videoFieldOrder videoPixelDepth videoColorSpace videoAlphaMode videoCompressor"
        " audioChannelType audioCompressor audioSampleType speakerPlacement fileDataRate tapeName altTapeName shotName scene"
        " shotLocation logComment artist album genre copyright composer engineer instrument key scaleType timeSignature"
        " stretchMode pullDown absPeakAudioFilePath numberOfBeats tempo loop",
        Date="shotDate releaseDate videoModDate audioModDate metadataModDate",
        Integer="audioSampleRate trackNumber",
        bag_Struct="Tracks markers",
        Any="videoAlphaUnityIsTransparent",
    ),
    "http://ns.adobe.com/camera-raw-settings/1.0/": {},
    "http://ns.adobe.com/exif/1.0/aux/": _types(Text="Lens SerialNumber"),
}
_OPEN: Final = frozenset(
    {
        "http://ns.adobe.com/tiff/1.0/",
        "http://ns.adobe.com/exif/1.0/",
        "http://ns.adobe.com/camera-raw-settings/1.0/",
    }
)
"""Namespaces of the standard whose properties are about pictures: taken as they are."""


def predefined(part: int) -> dict[str, dict[str, str]]:
    """{namespace: {property: type}} of a part of ISO 19005."""
    known = {namespace: dict(types) for namespace, types in _COMMON.items()}
    if part != 1:
        for namespace, types in _LATER_ONLY.items():
            known.setdefault(namespace, {}).update(types)
    return known


def is_open(namespace: str) -> bool:
    return namespace in _OPEN
