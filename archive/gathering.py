"""What a record is made of: the parts that a closed paper hands over, and what is written about them: 签章验证信息 and 办理过程."""

from base64 import b64encode
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from archive.models import Role
from archive.xml_text import xml_of
from docflow.api import Deed, Filing, Signature
from office.api import StoredFile
from office.kernel.clock import OFFICE_ZONE

XML = "application/xml"
WRITER = "一网协同归档"
FORMATS = {
    "application/pdf": "PDF",
    "application/ofd": "OFD",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": "DOCX",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": "XLSX",
    "text/plain": "TXT",
    "text/csv": "CSV",
    "image/jpeg": "JPEG",
    "image/png": "PNG",
    "image/tiff": "TIFF",
    XML: "XML",
}
"""格式信息 by what the content was found to be."""

_FACTS = {
    "integrity": "完整性",
    "coverage": "覆盖范围",
    "chain": "证书链",
    "revocation": "吊销状态",
    "time": "签章时间",
    "authorised": "用印授权",
}
_OUTCOMES = {True: "成立", False: "不成立", None: "无法判定"}
_VERDICTS = {
    "valid": "签章有效",
    "untrusted": "签章完好，签章人未受信任",
    "invalid": "签章无效",
    "unsigned": "未签章",
    "unreadable": "无法验证",
}


@dataclass(frozen=True)
class Piece:
    """A file of the record-to-be: kept already, or to be kept."""

    role: Role
    name: str
    title: str
    media_type: str
    file: StoredFile | None = None
    content: bytes = field(default=b"", repr=False)
    pages: int = 0
    made_by: str = ""

    @property
    def size(self) -> int:
        return self.file.size if self.file is not None else len(self.content)


def pieces_of(filing: Filing) -> tuple[Piece, ...]:
    """In the order inside an item (DA/T 22-2015): as the paper hands them over, then what was written about them."""
    numbers: Counter[str] = Counter()
    found = []
    for part in filing.parts:
        numbers[part.role] += 1
        name = f"{part.role}-{numbers[part.role]:02d}{part.suffix}"
        found.append(
            Piece(
                Role(part.role),
                name,
                part.title,
                part.media_type,
                file=part.file,
                content=part.content,
                pages=part.pages,
                made_by=part.made_by,
            )
        )
    if filing.check:
        checked = xml_of("签章验证信息", signature_facts(filing))
        found.append(Piece(Role.SIGNATURE_FACTS, "QM-01.xml", "签章验证信息", XML, content=checked, made_by=WRITER))
    way = xml_of("办理过程", {"电子文件号": str(filing.uid), "行为": [deed_in_words(one) for one in filing.deeds]})
    found.append(Piece(Role.PROCESS, "GC-01.xml", "办理过程", XML, content=way, made_by=WRITER))
    return tuple(found)


def signature_facts(filing: Filing) -> dict[str, Any]:
    """What the check of the main file's seals found, with the signatures and certificates themselves."""
    check = filing.check
    registered = check.get("registered_seals")
    return {
        "文件": next((f"ZB-01{part.suffix}" for part in filing.parts if part.role == "ZB"), ""),
        "验证时间": filing.checked_at.astimezone(OFFICE_ZONE).isoformat(timespec="seconds")
        if filing.checked_at
        else "",
        "结论": _VERDICTS.get(check["verdict"], check["verdict"]),
        "说明": check["reason"],
        "文件中的印章数": check["seals_in_file"],
        "登记的印章数": "无登记" if registered is None else registered,
        "签章": [_seal(one) for one in check["signatures"]],
        "签名数据": list(_signatures(filing.signatures)),
    }


def _seal(found: Mapping[str, Any]) -> dict[str, Any]:
    facts = {
        name: {"结果": _OUTCOMES[found[key]["ok"]], "说明": found[key]["says"]}
        for key, name in _FACTS.items()
        if key in found
    }
    return {"签章域": found["field"], "签章人": found["signer"], "单位": found["organ"], **facts}


def _signatures(found: tuple[Signature, ...]) -> Iterator[dict[str, Any]]:
    for one in found:
        yield {
            "签名规则": "PAdES，签名在PDF文件之内",
            "签名算法标识": one.algorithm,
            "签名结果": b64encode(one.cms).decode(),
            "证书": [b64encode(certificate).decode() for certificate in one.certificates],
        }


def deed_in_words(deed: Deed) -> dict[str, str]:
    """One step of the way, by the names of DA/T 46."""
    return {
        "业务行为": deed.act,
        "行为时间": deed.at.astimezone(OFFICE_ZONE).isoformat(timespec="seconds"),
        "机构人员名称": deed.name,
        "个人职位": deed.post,
        "内设机构": deed.department,
        "单位": deed.organ,
        "行为描述": deed.opinion,
    }
