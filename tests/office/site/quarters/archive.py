"""A fonds with a record on its shelf, and a record of the office at the centre that is lent."""

from archive.actions.class_notes import write_note
from archive.actions.print_out import ask_for_printout, take_in_printout
from archive.importing.actions.bring import Catalogue, bring
from archive.models import CheckReport, Conclusion, Form, Stage
from archive.selectors.catalogue import Class
from office.kernel.ids import uuid7
from tests.archive import shelf as archive
from tests.archive.hand_made import a_record, a_shelf, numbered
from tests.archive.loans.desk import Desk, task
from tests.docflow.world import Office
from tests.factories import a_department, appointed
from tests.office.site.quarters.quarter import Quarter


def a_fonds() -> Quarter:
    """In an organ of its own."""
    shelf = a_shelf(name="云州市供热档案馆")
    record = numbered(a_record(shelf, title="冬季供热保障的旧件"))
    of = Class(record.year, record.retention, record.unit)
    note = write_note(shelf.fonds.uid, of, by=shelf.by, key=uuid7(), text="齐全完整。")
    report = CheckReport.objects.create(record=record, stage=Stage.FILING, conclusion=Conclusion.PASSED, items=[])
    printout = ask_for_printout(shelf.fonds.uid, Form.CATALOGUE, Class(), by=shelf.by, key=uuid7())
    take_in_printout(printout.uid, b"%PDF-1.7", by=None, key=uuid7())
    catalogue = Catalogue("目录.csv", b"", "text/csv", ["题名"], [(2, ["甲"])])
    batch = bring(catalogue, shelf.fonds.uid, None, "", by=shelf.by, key=uuid7())
    rows = {"fonds": shelf.fonds.uid, "class_note": note.uid, "check_report": report.uid, "batch": batch.uid}
    rows["printout"] = printout.uid
    rows["retention_table"] = shelf.fonds.retention_tables.get().uid
    return Quarter(rows, [shelf.archivist.person])


def what_is_lent(office: Office) -> Quarter:
    """A record of the office, filed as its archivist does, and lent; he and the borrower."""
    shelf = archive.a_shelf(office)
    item = archive.filed(shelf)
    borrowing = Desk(shelf, item, appointed(a_department(office.organ)))
    rows = {"record": item.uid, "record_file": item.current_files[0].uid}
    rows |= {"loan": borrowing.lent().uid, "loan_task": task(borrowing.asked()).uid}
    return Quarter(rows, [shelf.archivist.person, borrowing.reader.person])
