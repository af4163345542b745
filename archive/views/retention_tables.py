"""保管期限表：imported, looked at, tried, taken away as a spreadsheet."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_GET, require_POST

from archive import policy
from archive.actions.retention_tables import import_table, rules_of
from archive.arranging.codes import retention_words
from archive.arranging.retention import MANNERS, SOURCES, propose
from archive.arranging.table import LARGEST, WrongTable, grid_of, grid_of_csv, read_table
from archive.forms.fonds import ImportTableForm, TrialForm
from archive.models import RetentionTable
from archive.views.fonds import done, settings_answer
from office.api import Actor, actor_for, note_access
from office.kernel import child
from office.kernel.refusals import Invalid, NotThere, Refusal
from office.kernel.uploads import examine
from office.kernel.xlsx_text import MEDIA_TYPE, xlsx_bytes

WIDTHS = (6, 12, 50, 20, 8, 8, 40, 10)


@require_POST
def import_retention_table(request: HttpRequest, uid: UUID) -> HttpResponse:
    """导入：the whole table, or not at all with every row that is to blame."""
    by = actor_for(request)
    fonds = policy.fondses.read(uid, by=by)
    form = ImportTableForm(request.POST, request.FILES)
    flaws: tuple[Any, ...] = ()

    def deed(given: dict[str, Any]) -> RetentionTable:
        nonlocal flaws
        try:
            rows = read_table(_grid(given["table"].read(LARGEST + 1), given["table"].name))
        except WrongTable as wrong:
            flaws = wrong.flaws
            raise
        return import_table(uid, rows, by=by, key=given["key"], approval=given["approval"], since=given["since"])

    table = done(form, deed)
    if table is None:
        return settings_answer(request, fonds, by=by, importing=form, flaws=flaws, status=422)
    messages.success(
        request, f"保管期限表第{table.edition}版已导入，共{table.rows.count()}条。此后收集的档案按它拟定期限。"
    )
    return redirect("archive:retention_table", uid=table.uid)


@require_GET
def retention_table(request: HttpRequest, uid: UUID) -> HttpResponse:
    """一版期限表：its lines, and what it would propose."""
    table = _read(uid, by=actor_for(request))
    trial = TrialForm(request.GET)
    facts = trial.facts()
    rows = rules_of(table)
    proposal = propose(rows, facts) if facts is not None else None
    context = {
        "table": table,
        "rows": [
            (row, retention_words(row.retention), SOURCES.get(row.source, ""), MANNERS.get(row.manner, ""))
            for row in rows
        ],
        "trial": trial,
        "proposal": proposal,
        "proposed": retention_words(proposal.retention) if proposal and proposal.retention else "",
    }
    return render(request, "archive/pages/retention_table.html", context)


@require_GET
def retention_table_file(request: HttpRequest, uid: UUID) -> HttpResponse:
    """一版期限表 as XLSX, as it can be imported again."""
    table = _read(uid, by=actor_for(request))
    name = f"{table.fonds.code}保管期限表第{table.edition}版"
    note_access(request, "download", about=table.fonds.uid, title=name)
    return workbook(xlsx_bytes("保管期限表", grid_of(rules_of(table)), widths=WIDTHS), f"{name}.xlsx")


def workbook(content: bytes, name: str) -> HttpResponse:
    """A spreadsheet as a download."""
    answer = HttpResponse(content, content_type=MEDIA_TYPE)
    answer["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=name) or ""
    answer["X-Content-Type-Options"] = "nosniff"
    return answer


def _read(uid: UUID, *, by: Actor) -> RetentionTable:
    table = (
        RetentionTable.objects.select_related("fonds__organ").filter(uid=uid, fonds__in=policy.fondses.kept(by)).first()
    )
    if table is None:
        raise NotThere("该保管期限表")
    return table


def _grid(content: bytes, name: str) -> list[list[str]]:
    """The cells of what was brought; a workbook is opened in a child of its own. Raises Invalid."""
    if len(content) > LARGEST:
        raise Invalid("文件太大，不像保管期限表。请选XLSX或CSV表，一条一行。", field="table")
    if not content.startswith(b"PK"):
        return grid_of_csv(content)
    try:
        examine(content, name, limit=LARGEST)
        grid: list[list[str]] = child.run_stranger("archive.arranging.table.grid_of_xlsx", content)
    except Refusal as refusal:
        raise Invalid(refusal.sentence.replace("没有上传", "没有导入", 1), field="table") from refusal
    except child.ChildTimeout as error:
        raise Invalid("现在要读的文件太多，没有轮到。请稍后再导入。", field="table") from error
    except child.ChildError as error:
        raise Invalid("读不出这张表。请在表格软件里另存为XLSX或CSV（UTF-8），再导入。", field="table") from error
    return grid
