"""安全性：no virus, nothing beside the catalogue, a carrier that can be read, acts under control."""

from archive.checks.findings import (
    ARCHIVIST,
    Outcome,
    failed,
    first_flaws,
    manual,
    not_applicable,
    passed,
)
from archive.checks.subject import Scan, Subject

_ONLINE = "在线交接，没有载体。"


def antivirus(subject: Subject) -> Outcome:
    """4-1 系统环境杀毒软件."""
    looked = "杀毒软件"
    if subject.scanner:
        return passed(f"{subject.scanner}有应答。", looked)
    return manual(
        subject.scanner_says or "没有接入杀毒软件，请向系统管理员核实本机装有杀毒软件并已更新。", ARCHIVIST, looked
    )


def viruses(subject: Subject) -> Outcome:
    """4-2 病毒感染."""
    looked = (
        f"{len(subject.files)}个文件，由{subject.scanner}逐个查毒" if subject.scanner else f"{len(subject.files)}个文件"
    )
    infected = [f"“{one.name}”染有{one.scan_says or '病毒'}" for one in subject.files if one.scan is Scan.INFECTED]
    if infected:
        return failed(first_flaws(infected), looked)
    unscanned = [one for one in subject.files if one.scan is Scan.UNSCANNED and one.there]
    if unscanned:
        why = f"{subject.scanner_says.rstrip('。')}，" if subject.scanner_says else ""
        named = first_flaws((f"“{one.name}”{one.scan_says or '没有查毒'}" for one in unscanned), 3)
        return manual(f"{why}{named}请查毒后判定。", ARCHIVIST, looked)
    return passed("没有发现病毒。", looked)


def surplus_files(subject: Subject) -> Outcome:
    """4-3 载体中多余文件."""
    if subject.package is None:
        return not_applicable(_ONLINE if not subject.carrier else "没有读到载体的目录。")
    surplus = [f"“{name}”不在目录中" for name in subject.package.contained if name not in subject.package.listed]
    looked = f"包内{len(subject.package.contained)}个文件"
    return failed(first_flaws(surplus), looked) if surplus else passed("没有目录以外的文件。", looked)


def reading_speed(subject: Subject) -> Outcome:
    """4-4 载体读取速度."""
    return _by_hand(subject, "请用正常速度读一遍载体。")


def carrier_looks(subject: Subject) -> Outcome:
    """4-5 载体外观."""
    return _by_hand(subject, "请查看载体有无划痕、变形和污损。")


def disc_quality(subject: Subject) -> Outcome:
    """4-6 光盘合格性."""
    if subject.carrier and "光盘" not in subject.carrier:
        return not_applicable(f"载体是{subject.carrier}，不是光盘。")
    return _by_hand(subject, "请用检测设备测光盘的误码率。")


def _by_hand(subject: Subject, what: str) -> Outcome:
    return manual(what, ARCHIVIST, subject.carrier) if subject.carrier else not_applicable(_ONLINE)


def controlled_acts(subject: Subject) -> Outcome:
    """4-7 操作过程安全性：each act stands in the trail, under a name."""
    if subject.acts_flaw:
        return failed(f"{subject.acts_flaw.rstrip('。')}。", "操作轨迹")
    return passed("操作都经授权办理，记入只增不改的操作轨迹。", "操作轨迹")
