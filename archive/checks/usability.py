"""可用性：what is kept can be opened, now and by others."""

from archive.checks.authenticity import OFFICE_ROLES
from archive.checks.findings import (
    ARCHIVIST,
    Outcome,
    failed,
    first_flaws,
    manual,
    not_applicable,
    passed,
)
from archive.checks.reading import can_open
from archive.checks.subject import FileFacts, Subject

PDF, OFD = "application/pdf", "application/ofd"
SCANS = frozenset({"image/tiff", "image/jpeg"})
"""What paper is digitised to, a picture a page (DA/T 31-2017): of a historical document, its pages as they are."""
PICTURES = SCANS | {"image/png"}
KEPT_FORMATS = frozenset(
    {
        PDF,
        OFD,
        "application/xml",
        "text/xml",
        "application/json",
        "text/plain",
        "text/csv",
        "image/tiff",
        "image/jpeg",
        "image/png",
        "audio/wav",
        "audio/mpeg",
        "video/mp4",
        "video/x-msvideo",
    }
)
"""GB/T 18894-2016, GB/T 33190-2016 and GB/T 39362-2020: fixed layout, structured text, pictures, sound, film."""
EDITABLE = {
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": "DOCX",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": "XLSX",
    "application/vnd.openxmlformats-officedocument.presentationml.presentation": "PPTX",
}
"""Open formats (ISO/IEC 29500): taken as attachments, as they were sent."""


_WORDS = EDITABLE | {
    PDF: "PDF",
    OFD: "OFD",
    "application/xml": "XML",
    "text/xml": "XML",
    "application/json": "JSON",
    "text/plain": "TXT",
    "text/csv": "CSV",
    "image/tiff": "TIFF",
    "image/jpeg": "JPEG",
    "image/png": "PNG",
    "audio/wav": "WAV",
    "audio/mpeg": "MP3",
    "video/mp4": "MP4",
    "video/x-msvideo": "AVI",
    "application/zip": "ZIP",
}


_NAMED = 8
"""Files that a report names of those it looked at; of a large record the rest are counted."""


def _in_words(kind: str) -> str:
    return _WORDS.get(kind, kind)


def _read(subject: Subject) -> list[FileFacts]:
    return [one for one in subject.files if one.there]


def metadata_readable(subject: Subject) -> Outcome:
    """3-1 信息包中元数据可读性."""
    if subject.package is not None:
        if subject.package.unreadable:
            return failed(f"信息包中的元数据读不出：{subject.package.unreadable.rstrip('。')}。", "信息包元数据")
        return passed("信息包中的元数据可以解析。", "信息包元数据")
    files = [one for one in _read(subject) if one.role == "YSJ"]
    if not files:
        return not_applicable("元数据在数据库中，归档时写成文件。")
    flaws = [f"“{one.name}”读不出：{one.flaw.rstrip('。')}" for one in files if one.flaw]
    looked = "、".join(one.name for one in files)
    return failed(first_flaws(flaws), looked) if flaws else passed("元数据文件可以解析。", looked)


def database_reachable(subject: Subject) -> Outcome:
    """3-2 目标数据库中元数据可访问性."""
    if subject.unreachable:
        return failed(f"数据库中的元数据取不出：{subject.unreachable.rstrip('。')}。", "档案表、档案文件表")
    return passed(f"取出元数据{len(subject.described)}项。", "档案表、档案文件表")


def formats(subject: Subject) -> Outcome:
    """3-3 内容数据格式：of the formats for keeping; 正本, 定稿 and 处理单 in a fixed layout."""
    looked = "、".join(sorted({_in_words(one.kind or one.media_type) for one in _read(subject)}))
    flaws, doubtful = [], []
    for one in _read(subject):
        kind = one.kind or one.media_type
        if one.role in OFFICE_ROLES and kind not in {PDF, OFD} and not (subject.historical and kind in SCANS):
            doubtful.append(f"“{one.name}”不是版式文件（OFD、PDF）")
        elif kind not in KEPT_FORMATS and kind not in EDITABLE:
            flaws.append(f"“{one.name}”的格式{_in_words(kind)}不在归档格式之内")
    if flaws:
        return failed(first_flaws(flaws), looked)
    if doubtful:
        return manual(f"{first_flaws(doubtful)}请定是转换后归档，还是按原样归档。", ARCHIVIST, looked)
    return passed("格式都是归档格式。", looked)


def readable(subject: Subject) -> Outcome:
    """3-4 内容数据可读性：every file was opened and read through."""
    looked = f"{len(_read(subject))}个文件，逐个打开读完{_pictures(subject)}"
    flaws = [f"“{one.name}”{one.flaw.rstrip('。')}" for one in _read(subject) if one.flaw]
    flaws += [f"“{one.name}”是空的" for one in _read(subject) if not one.found_size]
    flaws += [f"“{one.name}”不在存储中" for one in subject.files if not one.there]
    return failed(first_flaws(flaws), looked) if flaws else passed("每个文件都能打开，内容不空。", looked)


def _pictures(subject: Subject) -> str:
    """，其中扫描图像2个共35页，逐页解出全部像素: what was looked at of pictures, which have no text to be read."""
    seen = [one for one in _read(subject) if one.kind in PICTURES and not one.flaw]
    pages = sum(one.found_pages for one in seen)
    return f"，其中图像{len(seen)}个共{pages}页，逐页解出全部像素" if seen else ""


def environment(subject: Subject) -> Outcome:
    """3-5: the programs that open these files are here."""
    looked = "、".join(sorted({_in_words(one.kind) for one in _read(subject) if one.kind}))
    if missing := sorted({_in_words(one.kind) for one in _read(subject) if one.kind and not can_open(one.kind)}):
        return manual(
            f"本机没有打开{'、'.join(missing)}的软件，请在有这些软件的机器上核对。",
            ARCHIVIST,
            looked,
        )
    return passed("本机有打开这些格式的软件。", looked)


def self_contained(subject: Subject) -> Outcome:
    """3-6: PDF that does not claim PDF/A may lean on what is not in it; nobody but a reader can say how it will look elsewhere."""
    pdfs = [one for one in _read(subject) if one.kind == PDF and one.role in OFFICE_ROLES and not one.flaw]
    if not pdfs:
        return not_applicable("正本、定稿和处理单中没有PDF。")
    plain = [f"“{one.name}”没有声明PDF/A" for one in pdfs if not one.pdfa]
    looked = "、".join(f"{one.name} {one.pdfa or 'PDF'}" for one in pdfs)
    if plain and subject.of_ours:
        return failed(first_flaws(plain), looked)
    if plain:
        return manual(
            f"{first_flaws(plain)}字体等可能不在文件之内，请定是转换后归档，还是按原样归档。", ARCHIVIST, looked
        )
    return passed("版式文件声明为PDF/A，显示所需都在文件之内。", looked)


def pdfa(subject: Subject) -> Outcome:
    """3-7: what claims PDF/A is PDF/A."""
    claimed = [one for one in _read(subject) if one.pdfa]
    if not claimed:
        return not_applicable("没有声明为PDF/A的文件。")
    judges = "、".join(sorted({one.judge for one in claimed if one.judge}))
    named = "、".join(f"{one.name} {one.pdfa}" for one in claimed[:_NAMED])
    more = f"等{len(claimed)}个" if len(claimed) > _NAMED else ""
    looked = f"{named}{more}，由{judges}判定"
    broken = [one for one in claimed if one.pdfa_flaws]
    if broken:
        return failed(
            first_flaws(
                f"“{one.name}”不合{one.pdfa}：{flaw.rstrip('。')}" for one in broken for flaw in one.pdfa_flaws
            ),
            looked,
        )
    doubtful = [f"“{one.name}”{one.pdfa_doubt.rstrip('。')}" for one in claimed if one.pdfa_doubt]
    if doubtful:
        return manual(f"{first_flaws(doubtful)}请用别的软件核对。", ARCHIVIST, looked)
    return passed("声明的PDF/A属实。", looked)


def no_private_means(subject: Subject) -> Outcome:
    """3-8 信息包内容数据格式合规性：no password, no private compression, nothing that acts."""
    looked = f"{len(_read(subject))}个文件的加密、压缩和活动内容"
    flaws = [f"“{one.name}”{what.rstrip('。')}" for one in _read(subject) for what in one.unfit]
    return failed(first_flaws(flaws), looked) if flaws else passed("没有加密、私有压缩和活动内容。", looked)
