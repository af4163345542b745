"""拟稿：begin a document, and save what is being written."""

from dataclasses import replace
from uuid import UUID

from django.db import transaction

from docflow import policy
from docflow.actions.keeping import KEEPER
from docflow.actions.versions import read_elements
from docflow.elements.kinds import FORMS_SET, Form, Kind, kind_named, usual_form
from docflow.elements.schema import Elements
from docflow.models import Document, IssuingCode, WorkingCopy
from docflow.selectors.tasks import editing_task
from docflow.selectors.versions import current_version, elements_of, stored
from docflow.walking.performing import begin, put_on_route
from office.api import Actor, action, appointment_key, grant, record, retitle_todos, role_key
from office.kernel.clock import OFFICE_ZONE, now
from office.kernel.refusals import Invalid, NotAllowed, NotThere, SomebodyWasFirst
from office.kernel.transactions import lock


@action
def start_draft(code_uid: UUID, kind: str, *, by: Actor, key: UUID) -> Document:
    """拟稿：a new, empty document under one of the organ's 代字; its route begins with the drafter."""
    code = code_to_draft_under(code_uid, by=by)
    known = kind_named(kind)
    if known is None:
        raise Invalid("请选择文种。", field="kind")
    form = usual_form(known, code.code)
    if form not in FORMS_SET:
        raise NotAllowed(f"“{known}”用{form}格式，本平台目前只办理文件格式和纪要格式的公文。请改选文种或代字。")
    refuse_unfit(code, known)
    return begin_draft(code, Elements(kind=known.value, form=form), by=by, key=key)


def code_to_draft_under(uid: UUID, *, by: Actor) -> IssuingCode:
    """One of his organ's, in use. Raises NotThere."""
    code = IssuingCode.objects.select_related("organ").filter(uid=uid, organ=by.organ, in_use=True).first()
    if code is None:
        raise NotThere("该代字")
    return code


def refuse_unfit(code: IssuingCode, kind: Kind) -> None:
    """Raise Invalid where minutes would be numbered among other documents, or others among minutes."""
    if kind is Kind.MINUTES and code.form != Form.MINUTES:
        raise Invalid(
            "“纪要”用纪要格式，请选纪要格式的代字。本机关还没有的，请办公室审核岗位在“代字”立户。", field="code"
        )
    if kind is not Kind.MINUTES and code.form == Form.MINUTES:
        raise Invalid(f"“{code}”只编纪要。请改选文种或代字。", field="code")


def begin_draft(code: IssuingCode, text: Elements, *, by: Actor, key: UUID) -> Document:
    """The same inside another act, with what is written already. The head and the foot are those of the 代字; minutes are not signed with it."""
    signature = (code.signature,) if text.form_taken.sealed else ()
    whole = replace(text, issuers=(code.mark,), signature=signature, print_organ=code.print_organ)
    new = Document(
        organ=code.organ,
        drafter=by.appointment,
        code=code,
        kind=text.kind,
        form=text.form_taken.value,
        title=text.title,
    )
    document = put_on_route(new, "outgoing")
    grant(document.uid, appointment_key(by.appointment), why="拟稿")
    grant(document.uid, role_key(code.organ, KEEPER), why="流程管理")
    WorkingCopy.objects.create(document=document, author=by.appointment, based_on=0, elements=stored(whole))
    begin(document, by=by, key=key)
    record(
        by,
        "docflow.drafted",
        stream=f"run:{document.run.uid}",
        about=document.uid,
        title=str(document),
        kind=document.kind,
    )
    return document


def save_draft(
    document_uid: UUID, data: object, *, co_units: tuple[UUID, ...] | None = None, revision: int, by: Actor
) -> WorkingCopy:
    """自动保存：keep what the holder is writing. `revision` is the one he began from; a newer one elsewhere is not overwritten.

    Raises SomebodyWasFirst when another window of his saved since; NotAllowed when it is not his turn to edit.
    """
    elements = read_elements(data)
    with transaction.atomic():
        document = policy.documents.take(document_uid, by=by)
        task, actor = editing_task(document, by=by)
        copy = working_copy(document, by=actor)
        if copy.revision != revision:
            saved = copy.saved_at.astimezone(OFFICE_ZONE)
            raise SomebodyWasFirst(f"没有保存：{saved:%H:%M}已在另一个窗口改过。您的文字还在，请比对后再保存。")
        copy.elements, copy.saved_at, copy.revision = stored(elements), now(), copy.revision + 1
        copy.save()
        if task.step == "draft":
            document.title, document.urgency = elements.title, elements.urgency.value if elements.urgency else ""
            if co_units is not None:
                document.co_units = [str(uid) for uid in _of_the_organ(co_units, by=actor)]
            document.save(update_fields=["title", "urgency", "co_units"])
            retitle_todos("docflow", document.uid, title=str(document), urgent=document.urgency)
        return copy


def working_copy(document: Document, *, by: Actor) -> WorkingCopy:
    """His working copy, begun anew from the current version where he has none, or one of an earlier version."""
    lock(Document.objects.filter(pk=document.pk), "document")
    found = WorkingCopy.objects.filter(document=document, author=by.appointment).first()
    if found is not None and found.based_on == document.current:
        return found
    if found is not None:
        found.delete()
    return WorkingCopy(
        document=document,
        author=by.appointment,
        based_on=document.current,
        revision=0,
        elements=stored(elements_of(current_version(document))),
    )


def _of_the_organ(units: tuple[UUID, ...], *, by: Actor) -> list[UUID]:
    there = set(by.organ.departments.open().filter(uid__in=units).values_list("uid", flat=True))
    if left := [uid for uid in units if uid not in there]:
        raise Invalid(f"有{len(left)}个会签处室不在本机关，请重新选择。", field="co_units")
    return list(dict.fromkeys(units))
