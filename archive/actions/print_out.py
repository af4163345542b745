"""打印大份的目录和登记表：asked for by an archivist, made by a job, taken in, forgotten after some days."""

from datetime import timedelta
from uuid import UUID

from django.utils.module_loading import import_string

from archive import policy
from archive.models import Form, Printout, PrintoutState
from archive.selectors.catalogue import MOST_PRINTED, Class, records_of
from archive.selectors.registration import filed_of
from office.api import Actor, StoredFile, action, enqueue, keep
from office.kernel.clock import now
from office.kernel.refusals import Invalid
from office.kernel.transactions import lock_only
from realtime import api as realtime

MAKE = "archive.tasks.make_printout"
AT_ONCE = 200
"""So many are printed while one waits: about a second."""
KEPT = timedelta(days=7)


@action
def ask_for_printout(fonds_uid: UUID, form: Form, of: Class, *, by: Actor, key: UUID) -> Printout:
    """打印：of what stands there when the job comes to it. One that he asked for and that is still being made is the answer again. Raises Invalid."""
    fonds = policy.fondses.read(fonds_uid, by=by)
    rows = records_of(fonds, of) if form == Form.CATALOGUE else filed_of(fonds, of)
    total = refuse_too_many(form, rows.count())
    choice = {"fonds": fonds, "form": form, "year": of.year, "retention": of.retention, "unit": of.unit}
    mine = Printout.objects.filter(asked_by=by.appointment, **choice).exclude(
        state__in=[PrintoutState.DONE, PrintoutState.FAILED]
    )
    if (running := mine.first()) is not None:
        return running
    made = Printout.objects.create(**choice, total=total, asked_by=by.appointment)
    enqueue(import_string(MAKE), str(made.uid), key=f"archive/printout/{made.uid}")
    return made


def refuse_too_many(form: Form, count: int) -> int:
    """How many there are. Raises Invalid for none and for too many."""
    if not count:
        raise Invalid("这里没有已归档的文件，没有可打印的。请少选一个条件。")
    if count > MOST_PRINTED:
        raise Invalid(f"这份{form.label}有{count}件，一次最多出{MOST_PRINTED}件。请按年度、保管期限、机构分开。")
    return count


@action
def take_in_printout(uid: UUID, content: bytes, *, by: None, key: UUID) -> Printout:
    """印好：kept, and told to whoever asked. Once."""
    made = _taken(uid)
    if made.is_open:
        made.file = keep(content, "application/pdf")
        _end(made, PrintoutState.DONE)
        _tell(made, f"{made}已印好，共{made.total}件", "请下载，七天以后清除。")
    return made


@action
def printout_failed(uid: UUID, says: str, *, by: None, key: UUID) -> Printout:
    """没有印成：with why; it may be asked for again."""
    made = _taken(uid)
    if made.is_open:
        made.says = says[:400]
        _end(made, PrintoutState.FAILED)
        _tell(made, f"{made}没有印成", made.says)
    return made


def forget_old() -> int:
    """Printouts of a week ago, and the rows of their files. → how many."""
    old = list(Printout.objects.filter(asked_at__lt=now() - KEPT))
    files = [one.file_id for one in old if one.file_id]
    Printout.objects.filter(pk__in=[one.pk for one in old]).delete()
    StoredFile.objects.filter(pk__in=files).delete()
    return len(old)


def _taken(uid: UUID) -> Printout:
    lock_only(Printout.objects.filter(uid=uid), "record")
    return Printout.objects.select_related("fonds", "asked_by").get(uid=uid)


def _end(made: Printout, state: PrintoutState) -> None:
    made.state, made.ended_at = state, now()
    made.save(update_fields=["state", "ended_at", "file", "says"])


def _tell(made: Printout, title: str, body: str) -> None:
    realtime.notify(
        [made.asked_by], kind="printout", title=title, body=body, url=made.get_absolute_url(), about=made.uid
    )
