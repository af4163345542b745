"""The text of a given paper, dressed as a draft of the demo city: its words stay, organs and recipients are the city's."""

from dataclasses import replace

from docflow.distribution.addressees import COUNTY, TOWNSHIP
from docflow.elements.kinds import FORMS_SET, USAGE, Direction, Disclosure, Form, Kind, kind_named
from docflow.elements.schema import AttachedText, Elements
from docflow.models import IssuingCode
from office.api import Organ
from office.kernel.refusals import Refusal

CC = ("市委各部门，市人大常委会办公室，市政协办公室", "市法院，市检察院，云州军分区")
RECIPIENTS = {
    COUNTY: ("各乡镇人民政府", "政府各部门、各直属单位"),
    TOWNSHIP: ("各村民委员会",),
}
CITYS_RECIPIENTS = ("各县（区）人民政府", "市政府各部门、各直属单位")
LEFT_OUT = "各人民团体"  # what the first draft forgets and a consulted department asks for
LEFT_OUT_UPWARD = "省发展和改革委员会"


class NotYet(Refusal):
    """A paper whose form the life cannot produce yet."""


def draft_of(source: Elements, code: IssuingCode) -> Elements:
    """A draft with the source's title, body, attachments and notes, to be issued under `code`.

    A text of no kind is issued by a 通知, as its attachment. A paper without title gets one from its attachment or its first words.
    Raises NotYet for other forms than 文件 and 纪要 and for several issuers.
    """
    form = source.form_taken
    if form not in FORMS_SET:
        raise NotYet(f"{source.form_taken}格式的公文，现在还不能从拟稿办到用印。")
    if len(source.issuers) > 1:
        raise NotYet("联合行文现在还不能从拟稿办到用印，请给一个发文机关的公文。")
    kind = Kind.MINUTES if form is Form.MINUTES else kind_named(source.kind)
    text = replace(source, secrecy=None, secrecy_period="", copy_number="")
    if kind is None:
        kind, text = Kind.NOTICE, issued_by_notice(text)
    usage = USAGE[kind]
    upward = goes_up(kind)
    recipients = usual_recipients(code.organ)
    if upward:
        recipients = (code.organ.parent.name if code.organ.parent else "省人民政府",)
    elif not usage.needs_main_recipients:
        recipients = ()
    return replace(
        text,
        kind=kind.value,
        form=form,
        issuers=(code.mark,),
        signers=(),
        title=text.title or title_for(text, code, kind),
        main_recipients=recipients,
        main_recipients_line="",
        signature=(code.signature,) if form.sealed else (),
        cc=() if upward else usual_copies(code.organ),
        print_organ=code.print_organ,
        disclosure=text.disclosure or "主动公开",
    )


def issued_by_notice(text: Elements) -> Elements:
    """A plan, a method, a speech is no 文种: a 通知 issues it (条例第八条)."""
    name = text.title or "有关文件"
    return replace(
        text,
        title=f"关于印发《{name}》的通知",
        title_lines=(),
        body=(f"现将《{name}》印发给你们，请结合实际认真贯彻执行。",),
        attachments=(AttachedText(title=text.title, body=text.body), *text.attachments),
    )


def title_for(text: Elements, code: IssuingCode, kind: Kind) -> str:
    """The drafter's title for a paper that has none."""
    if kind is Kind.MINUTES:
        return "专题会议纪要"
    attached = next((a.title for a in text.attachments if a.title), "")
    subject = f"印发{attached}" if attached else "做好有关工作"
    return f"{code.signature}关于{subject}的{kind}"


def revised(draft: Elements) -> Elements:
    """The draft with what the department missed: one more organ in 抄送, never one below the sender of an upward paper."""
    return replace(draft, cc=(*draft.cc, LEFT_OUT_UPWARD if goes_up(draft.kind) else LEFT_OUT))


def goes_up(kind: str) -> bool:
    """Whether papers of a kind go to an organ above."""
    known = kind_named(kind)
    return known is not None and USAGE[known].directions[0] is Direction.UPWARD


def usual_recipients(organ: Organ) -> tuple[str, ...]:
    """Whom an organ's papers go to when they go down or across, as they are written."""
    return RECIPIENTS.get(organ.level, CITYS_RECIPIENTS)


def usual_copies(organ: Organ) -> tuple[str, ...]:
    """Who gets copies: of an organ below the city, the same bodies of its county."""
    if organ.level < COUNTY:
        return CC
    return ("县委各部门，县人大常委会办公室，县政协办公室", "县法院，县检察院")


def reply_kind(kind: str, *, goes_up: bool) -> Kind:
    """The 文种 with which a paper is answered in the form of 文件: a 报告 upwards, a 批复 to a 请示, else an 意见."""
    if goes_up:
        return Kind.REPORT
    return Kind.REPLY if kind == Kind.REQUEST else Kind.OPINION


def reply_of(begun: Elements, code: IssuingCode, *, lead: str, helping: str) -> Elements:
    """The drafter's text of a reply, after the paragraph with which it begins."""
    report = begun.kind == Kind.REPORT
    body = (
        begun.body[0],
        f"一、办理情况。由{lead}牵头、{helping}配合，已对照来文逐项列出任务、责任人和完成时限，并完成第一轮自查。",
        "二、下一步安排。按月检查进展，发现问题当月整改；遇有重要情况，及时报送。",
        "特此报告。" if report else "特此答复。",
    )
    title = f"{code.signature}{begun.title}"
    return replace(begun, title=title, body=body, disclosure=Disclosure.ON_REQUEST)
