"""Addresses of the archive. Only uids leave the server."""

from django.urls import path

from archive import views
from archive.views import catalogue, checks, fonds, printouts, retention_tables

app_name = "archive"

urlpatterns = [
    path("fonds/", fonds.fonds_list, name="fondses"),
    path("fonds/new/", fonds.open_fonds, name="open_fonds"),
    path("fonds/<uuid:uid>/", fonds.fonds_page, name="fonds"),
    path("fonds/<uuid:uid>/example/", fonds.code_example, name="code_example"),
    path("fonds/<uuid:uid>/units/", fonds.code_units, name="code_units"),
    path("fonds/<uuid:uid>/tables/import/", retention_tables.import_retention_table, name="import_retention_table"),
    path("fonds/tables/<uuid:uid>/", retention_tables.retention_table, name="retention_table"),
    path("fonds/tables/<uuid:uid>/table.xlsx", retention_tables.retention_table_file, name="retention_table_file"),
    path("catalogue/", catalogue.catalogue_page, name="catalogue"),
    path("catalogue/catalogue.pdf", catalogue.catalogue_file, name="catalogue_file"),
    path("catalogue/catalogue.xlsx", catalogue.catalogue_table, name="catalogue_table"),
    path("catalogue/registration.pdf", catalogue.registration_file, name="registration_file"),
    path("catalogue/print/<slug:form>/", catalogue.print_out, name="print_out"),
    path("catalogue/printouts/<uuid:uid>/", printouts.printout, name="printout"),
    path("catalogue/printouts/<uuid:uid>/now/", printouts.printout_now, name="printout_now"),
    path("catalogue/printouts/<uuid:uid>/file.pdf", printouts.printout_file, name="printout_file"),
    path("catalogue/note/", catalogue.write_class_note, name="write_class_note"),
    path("catalogue/notes/<uuid:uid>/check/", catalogue.check_class_note, name="check_class_note"),
    path("catalogue/notes/<uuid:uid>/note.pdf", catalogue.class_note_file, name="class_note_file"),
    path("<uuid:uid>/stamped.pdf", catalogue.stamped_file, name="stamped"),
    path("fixity/", checks.fixity, name="fixity"),
    path("checks/<uuid:uid>/", checks.check_report, name="check_report"),
    path("checks/<uuid:uid>.pdf", checks.check_report_file, name="check_report_file"),
    path("<uuid:uid>/check/", checks.check_now, name="check_now"),
    path("", views.record_list, name="records"),
    path("confirm/", views.confirm, name="confirm"),
    path("decide/", views.decide_chosen, name="decide_chosen"),
    path("<uuid:uid>/", views.record_page, name="record"),
    path("<uuid:uid>/act/<slug:verb>/", views.act, name="act"),
    path("<uuid:uid>/files/<uuid:file>/", views.record_file, name="file"),
    path("<uuid:uid>/pages/<int:page>/", views.record_image, name="page"),
]
