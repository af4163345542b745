"""元数据 of a record by the names of DA/T 46-2009: what its paper tells when it is collected, and what the archive adds before it is checked.

Every element stands under its own name as a text, empty where there is nothing to say; elements that are repeated (电子属性, 电子签名,
授权, 机构人员实体, 业务实体, 实体关系) are lists of such descriptions. The XML nests them as DA/T 48-2009 does.
"""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID

from archive.gathering import FORMATS, Piece, deed_in_words
from archive.models import Fonds, Record
from archive.xml_text import xml_of
from docflow.api import Filing
from office.api import Appointment
from office.kernel.clock import OFFICE_ZONE, day_of

SYSTEM = "一网协同"
PAST = "历史行为"
SOLE, COMPOSED = "单件", "组合文件"
UNREVIEWED = "未审核"
AMENDED = {"title": "题名", "number": "文件编号", "author": "责任者", "dated_on": "日期", "year": "年度"}
"""What an archivist may say otherwise than the paper, by its column."""
AS_TOLD = "文中"
"""Before the name of such an element, in the metadata: what the paper said before it was first amended."""


def year_of(filing: Filing) -> int:
    """年度: that of the document's own date; of what bears none, that in which it was finished (DA/T 22-2015)."""
    return (filing.dated_on or day_of(filing.closed_at)).year


def told_by(filing: Filing, pieces: Sequence[Piece], uid: UUID) -> dict[str, Any]:
    """What the paper says of itself and of its making; `uid` is that of the record."""
    agents, deeds = _agents_and_deeds(filing, uid)
    checked = filing.check.get("signatures", []) if filing.check else []
    return {
        "聚合层次": "文件",
        "电子文件号": str(uid),
        "公文标识": str(filing.uid),
        "题名": filing.title,
        "文件编号": filing.number,
        "责任者": filing.author,
        "日期": written_day(filing.dated_on or day_of(filing.closed_at)),
        "文种": filing.kind,
        "紧急程度": filing.urgency,
        "主送": "，".join(filing.main_recipients),
        "抄送": "，".join(filing.cc),
        "密级": filing.secrecy,
        "保密期限": filing.secrecy_period,
        "人名": "、".join(filing.names),
        "公开属性": filing.disclosure,
        "收文号": "" if filing.outgoing else filing.own_number,
        "文件组合类型": COMPOSED if sum(one.role in {"ZB", "FJ", "DG"} for one in pieces) > 1 else SOLE,
        "件数": "1",
        "页数": str(sum(one.pages for one in pieces)),
        "语种": "汉语",
        "稿本": "正本" if any(one.role == "ZB" for one in pieces) else "",
        "电子属性": [electronic(one) for one in pieces],
        "信息系统描述": SYSTEM,
        "电子签名": [_signed(n, found, filing) for n, found in enumerate(checked)],
        "知识产权说明": "",
        "控制标识": filing.disclosure or UNREVIEWED,
        "附注": "\n".join(
            (
                *filing.notes,
                *(f"正文之后的附件：{title}" for title, _ in filing.attachments),
                *(f"附件说明：{name}" for name in filing.promised),
            )
        ),
        "来件方式": filing.source,
        "机构人员实体": agents,
        "业务实体": deeds,
        "实体关系": [
            {
                "文件标识符": str(uid),
                "被关联文件标识符": str(one.uid),
                "关系类型": "文件与文件",
                "关系": one.word,
                "关系描述": f"{one.number}《{one.title}》" if one.number else f"《{one.title}》",
            }
            for one in filing.links
        ],
    }


def completed(record: Record) -> dict[str, Any]:
    """The whole description of a record that has its 档号: what was told, with what the archive knows. The record's columns speak last."""
    told = dict(record.metadata)
    fonds: Fonds = record.fonds
    archivist = record.confirmed_by
    return {
        **told,
        "档案馆名称": fonds.archives_name,
        "档案馆代码": fonds.archives_code,
        "全宗名称": fonds.name,
        "立档单位名称": fonds.constituting_unit,
        "电子文件号": str(record.uid),
        "档号": record.code,
        "全宗号": fonds.code,
        "门类": record.category,
        "类别号": record.category,
        "年度": str(record.year),
        "保管期限": record.retention,
        "机构或问题": record.unit,
        "室编件号": str(record.item or ""),
        "题名": record.title,
        "文件编号": record.number,
        "责任者": record.author,
        "日期": written_day(record.dated_on) if record.dated_on else told.get("日期", ""),
        "文种": record.kind,
        "密级": record.secrecy,
        "页数": str(record.pages),
        "开放标识": record.openness,
        "当前位置": f"{SYSTEM}，{fonds.constituting_unit}",
        "脱机载体编号": "在线",
        "授权": [
            {"授权对象": f"{fonds.constituting_unit}档案管理", "授权行为": "阅看、下载、整理"},
            {"授权对象": "原文件的知悉范围", "授权行为": "阅看"},
        ],
        "机构人员实体": _with(told.get("机构人员实体", []), _archivist(archivist) if archivist else None, _AGENT),
        "业务实体": _with(told.get("业务实体", []), _filed(record, archivist) if archivist else None, _DEED),
    }


def metadata_xml(described: Mapping[str, Any]) -> bytes:
    """元数据 as a file: 文件实体, 业务实体, 机构人员实体 and their relations, by the nesting of DA/T 48-2009. What is empty is left out."""
    blocks = {
        "文件实体": {name: _picked(described, inner) for name, inner in _NESTED.items()},
        "文件实体关系": described.get("实体关系", []),
        "业务实体": described.get("业务实体", []),
        "机构人员实体": described.get("机构人员实体", []),
    }
    return xml_of("电子文件元数据", _without_empty(blocks))


def electronic(piece: Piece) -> dict[str, str]:
    """电子属性 of one file."""
    return {
        "组成部分": piece.role.value,
        "名称": piece.title,
        "格式信息": FORMATS.get(piece.media_type, piece.media_type),
        "计算机文件名": piece.name,
        "计算机文件大小": str(piece.size),
        "文档创建程序": piece.made_by,
    }


def written_day(day: date) -> str:
    """20260316 (DA/T 22-2015: eight digits)."""
    return f"{day:%Y%m%d}"


def written_moment(at: datetime) -> str:
    return at.astimezone(OFFICE_ZONE).isoformat(timespec="seconds")


_NESTED: Mapping[str, str | tuple[str, ...]] = {
    "聚合层次": "聚合层次",
    "来源": ("档案馆名称", "档案馆代码", "全宗名称", "立档单位名称"),
    "电子文件号": "电子文件号",
    "档号": ("档号", "全宗号", "年度", "保管期限", "机构或问题", "类别号", "室编件号"),
    "内容描述": (
        *(
            "题名",
            "文件编号",
            "收文号",
            "公文标识",
            "责任者",
            "日期",
            "文种",
            "紧急程度",
            "主送",
            "抄送",
            "密级",
            "保密期限",
        ),
        *("人名", "公开属性"),
    ),
    "形式特征": ("文件组合类型", "件数", "页数", "语种", "稿本"),
    "电子属性": "电子属性",
    "电子签名": "电子签名",
    "存储位置": ("当前位置", "脱机载体编号"),
    "权限管理": ("知识产权说明", "授权", "控制标识", "开放标识"),
    "信息系统描述": "信息系统描述",
    "附注": "附注",
}


def _picked(described: Mapping[str, Any], inner: str | tuple[str, ...]) -> Any:
    if isinstance(inner, str):
        return described.get(inner, "")
    return {name: described.get(name, "") for name in inner}


def _without_empty(value: Any) -> Any:
    if isinstance(value, Mapping):
        kept = {name: _without_empty(one) for name, one in value.items()}
        return {name: one for name, one in kept.items() if one not in ("", [], {})}
    if isinstance(value, list):
        return [_without_empty(one) for one in value]
    return value


def _agents_and_deeds(filing: Filing, uid: UUID) -> tuple[list[dict[str, str]], list[dict[str, str]]]:
    """机构人员实体, each once (the organ, its department, the people), and 业务实体 that point to them."""
    organ, unit = filing.organ, filing.department
    agents: dict[tuple[str, ...], dict[str, str]] = {
        ("organ", organ.name): {
            "机构人员标识符": str(organ.uid),
            "机构人员类型": "单位",
            "机构人员名称": organ.name,
            "组织机构代码": organ.code or "",
        },
        ("unit", str(unit.uid)): {
            "机构人员标识符": str(unit.uid),
            "机构人员类型": "内设机构",
            "机构人员名称": unit.name,
        },
    }
    deeds = []
    for n, deed in enumerate(filing.deeds, 1):
        told = deed_in_words(deed)
        agent = ("person", deed.person or deed.name, deed.post, deed.department, deed.organ)
        known = agents.setdefault(
            agent,
            {
                "机构人员标识符": deed.person or f"平台:{deed.name}",
                "机构人员类型": "个人" if deed.person else "信息系统",
                "机构人员名称": deed.name,
                "个人职位": f"{deed.organ} {deed.department} {deed.post}".strip(),
            },
        )
        deeds.append(
            {
                "业务标识符": f"业务{n}",
                "机构人员标识符": known["机构人员标识符"],
                "机构人员名称": deed.name,
                "文件标识符": str(uid),
                "业务状态": PAST,
                "业务行为": deed.act,
                "行为时间": told["行为时间"],
                "行为描述": deed.opinion,
            }
        )
    return list(agents.values()), deeds


def _signed(n: int, found: Mapping[str, Any], filing: Filing) -> dict[str, str]:
    """电子签名: the signatures themselves lie in the file of 签章验证信息."""
    lying = filing.signatures[n] if n < len(filing.signatures) else None
    return {
        "签名规则": "PAdES，签名在正本文件之内",
        "签名时间": written_moment(lying.signed_at) if lying is not None and lying.signed_at else "",
        "签名人": found["organ"] or found["signer"],
        "签名结果": "见QM-01.xml",
        "证书": "见QM-01.xml",
        "证书引证": "QM-01.xml",
        "签名算法标识": lying.algorithm if lying is not None else "",
    }


_AGENT, _DEED = ("机构人员标识符", "个人职位"), ("业务标识符",)


def _with(
    told: Sequence[dict[str, str]], one: dict[str, str] | None, names: tuple[str, ...]
) -> Sequence[dict[str, str]]:
    """With one more, in the place of what an earlier check of the same revision wrote of it: described twice, it is done once."""
    if one is None:
        return told
    return [*(other for other in told if any(other.get(name) != one[name] for name in names)), one]


def _archivist(one: Appointment) -> dict[str, str]:
    names = one.names()
    return {
        "机构人员标识符": str(names["person"]),
        "机构人员类型": "个人",
        "机构人员名称": str(names["name"]),
        "个人职位": f"{names['organ']} {names['department']} {names['post']}",
    }


def _filed(record: Record, one: Appointment) -> dict[str, str]:
    at = record.confirmed_at
    return {
        "业务标识符": f"归档{record.revision}",
        "机构人员标识符": str(one.person.uid),
        "机构人员名称": one.person.name,
        "文件标识符": str(record.uid),
        "业务状态": PAST,
        "业务行为": "归档",
        "行为时间": written_moment(at) if at is not None else "",
        "行为描述": f"定保管期限{record.retention}，档号{record.code}",
    }
