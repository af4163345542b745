"""What a check found, in the words of the public page: one sentence, then facts, each with what it does not prove."""

from dataclasses import dataclass
from typing import Final

from docflow.seals.facts import Fact, SignatureFacts
from docflow.seals.verdict import SealCheck, Verdict
from docflow.selectors.seal_register import Entry

FACTS: Final = (
    ("integrity", "内容完整", "不说明内容本身正确。"),
    ("coverage", "覆盖全文", "不说明您手中的纸质件与它相同。"),
    ("chain", "印章可信", "不说明本页所信任的根以外的机构认可它。"),
    ("revocation", "证书有效", "不说明证书今天仍然有效。"),
    ("time", "盖章时间", "不说明公文何时送达、何时施行。"),
    ("authorised", "授权用印", "只核对登记，不公开经手人姓名。"),
)
NOT_CURRENT: Final = "不说明该文件现行有效，请另查废止情况。"
NOT_FALSE: Final = "不说明文件是假的：可能由别的机关印发。"
TONES: Final = {True: "ok", False: "bad", None: "warn"}
DRAWINGS: Final = {True: "ok", False: "no", None: "warn"}
WORDS: Final = {True: "成立", False: "不成立", None: "不能判断"}


@dataclass(frozen=True, slots=True)
class Line:
    """One fact as shown: its name, whether it holds in a word, what was found, what it does not prove."""

    name: str
    word: str
    says: str
    proves_not: str
    tone: str
    drawing: str


@dataclass(frozen=True, slots=True)
class Seal:
    """One seal of the file: whose, and its facts."""

    title: str
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Findings:
    """A whole result."""

    label: str
    sentence: str
    reason: str
    tone: str
    drawing: str
    seals: tuple[Seal, ...]
    register: Line
    number: str
    repealed: str = ""


def findings(check: SealCheck, entry: Entry | None) -> Findings:
    """A check and what the register holds, ready to be shown."""
    good = {Verdict.VALID: True, Verdict.INVALID: False}.get(check.verdict)
    seals = tuple(_seal(number, facts) for number, facts in enumerate(check.signatures, 1))
    return Findings(
        label=check.verdict.label,
        sentence=_sentence(check),
        reason=check.reason,
        tone=TONES[good],
        drawing=DRAWINGS[good],
        seals=seals,
        register=_register(check, entry),
        number=entry.number if entry else "",
        repealed=entry.repealed if entry else "",
    )


def _sentence(check: SealCheck) -> str:
    organs = "、".join(dict.fromkeys(facts.organ or facts.signer for facts in check.signatures))
    return {
        Verdict.VALID: f"这份文件是{organs}盖章的原件，未被改动",
        Verdict.UNTRUSTED: "印章完好，但不能确认是谁的印章",
        Verdict.INVALID: "这份文件的印章无效，不能当作原件使用",
        Verdict.UNSIGNED: "这份文件没有电子印章",
        Verdict.UNREADABLE: "这份文件无法核验",
    }[check.verdict]


def _seal(number: int, facts: SignatureFacts) -> Seal:
    whose = facts.organ or facts.signer or "说不清是谁的印章"
    return Seal(f"第{number}枚印章：{whose}", tuple(_line(name, getattr(facts, key), no) for key, name, no in FACTS))


def _register(check: SealCheck, entry: Entry | None) -> Line:
    if entry is None:
        return _line("与登记一致", Fact(None, "本系统没有登记这份文件。"), NOT_FALSE)
    held = entry.registered
    same = check.revisions == held.revisions and check.seals_in_file == held.seals
    if same:
        says = f"与登记的正本逐字节相同：{entry.number}，{_count(held.seals)}。"
    else:
        says = (
            f"登记的正本是{entry.number}，{_count(held.seals)}；这份文件{_count(check.seals_in_file)}，内容与登记不同。"
        )
    return _line("与登记一致", Fact(same, says), NOT_CURRENT)


def _count(seals: int) -> str:
    return f"有{seals}枚印章" if seals else "没有印章"


def _line(name: str, fact: Fact, proves_not: str) -> Line:
    return Line(name, WORDS[fact.ok], fact.says, proves_not, TONES[fact.ok], DRAWINGS[fact.ok])
