"""The text of a given paper, dressed as a draft of the demo city: its words stay, organs and recipients are the city's."""

from dataclasses import replace

from docflow.elements.kinds import USAGE, Direction, Form, Kind, kind_named
from docflow.elements.schema import AttachedText, Elements
from docflow.models import IssuingCode
from office.kernel.refusals import Refusal

CC = ("市委各部门，市人大常委会办公室，市政协办公室", "市法院，市检察院，云州军分区")
LEFT_OUT = "各人民团体"  # what the first draft forgets and a consulted department asks for
LEFT_OUT_UPWARD = "省发展和改革委员会"


class NotYet(Refusal):
    """A paper whose form the life cannot produce yet."""


def draft_of(source: Elements, code: IssuingCode) -> Elements:
    """A draft with the source's title, body, attachments and notes, to be issued under `code`.

    A text of no kind is issued by a 通知, as its attachment. A paper without title gets one from its attachment or its first words.
    Raises NotYet for other forms than 文件 and for several issuers.
    """
    if source.form_taken is not Form.FILE:
        raise NotYet(f"{source.form_taken}格式的公文，现在还不能从拟稿办到用印。")
    if len(source.issuers) > 1:
        raise NotYet("联合行文现在还不能从拟稿办到用印，请给一个发文机关的公文。")
    kind = kind_named(source.kind)
    text = replace(source, secrecy=None, secrecy_period="", copy_number="")
    if kind is None:
        kind, text = Kind.NOTICE, issued_by_notice(text)
    usage = USAGE[kind]
    upward = usage.directions[0] is Direction.UPWARD
    recipients: tuple[str, ...] = ("各县（区）人民政府", "市政府各部门、各直属单位")
    if upward:
        recipients = ("省人民政府",)
    elif not usage.needs_main_recipients:
        recipients = ()
    return replace(
        text,
        kind=kind.value,
        form=Form.FILE,
        issuers=(code.mark,),
        signers=(),
        title=text.title or title_for(text, code, kind),
        main_recipients=recipients,
        main_recipients_line="",
        signature=(code.signature,),
        cc=() if upward else CC,
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
    attached = next((a.title for a in text.attachments if a.title), "")
    subject = f"印发{attached}" if attached else "做好有关工作"
    return f"{code.signature}关于{subject}的{kind}"


def revised(draft: Elements) -> Elements:
    """The draft with what the department missed: one more organ in 抄送, never one below the sender of an upward paper."""
    kind = kind_named(draft.kind)
    upward = kind is not None and USAGE[kind].directions[0] is Direction.UPWARD
    return replace(draft, cc=(*draft.cc, LEFT_OUT_UPWARD if upward else LEFT_OUT))
