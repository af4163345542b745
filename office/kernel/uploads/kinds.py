"""The kinds of file that are taken. The media type served later comes from this list alone, never from whoever sent the file."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of file: what it is served as, the suffixes it may carry (the usual one first) and what a clerk calls it."""

    media_type: str
    suffixes: tuple[str, ...]
    words: str


PDF = Kind("application/pdf", (".pdf",), "PDF")
OFD = Kind("application/ofd", (".ofd",), "OFD")
DOCX = Kind("application/vnd.openxmlformats-officedocument.wordprocessingml.document", (".docx",), "DOCX")
XLSX = Kind("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", (".xlsx",), "XLSX")
PPTX = Kind("application/vnd.openxmlformats-officedocument.presentationml.presentation", (".pptx",), "PPTX")
PNG = Kind("image/png", (".png",), "PNG 图片")
JPEG = Kind("image/jpeg", (".jpg", ".jpeg"), "JPEG 图片")
TIFF = Kind("image/tiff", (".tif", ".tiff"), "TIFF 图片")
TEXT = Kind("text/plain", (".txt",), "TXT")
CSV = Kind("text/csv", (".csv",), "CSV")

TAKEN = "PDF、OFD、DOCX、XLSX、PPTX、PNG、JPG、TIFF、TXT、CSV"
