"""Addresses of the documents room. Only uids leave the server."""

from django.urls import path

from docflow import views

app_name = "docflow"

urlpatterns = [
    path("documents/", views.document_list, name="documents"),
    path("documents/new/", views.new_document, name="new"),
    path("documents/<uuid:uid>/", views.document_page, name="document"),
    path("documents/<uuid:uid>/draft/", views.draft_page, name="draft"),
    path("documents/<uuid:uid>/draft/save/", views.save, name="save"),
    path("documents/<uuid:uid>/draft/preview/", views.draft_preview, name="draft_preview"),
    path("documents/<uuid:uid>/draft/preview/<int:page>.webp", views.draft_image, name="draft_image"),
    path("documents/<uuid:uid>/attachments/", views.attach_file, name="attach"),
    path("documents/<uuid:uid>/attachments/<uuid:attachment>/", views.attachment, name="attachment"),
    path("documents/<uuid:uid>/attachments/<uuid:attachment>/remove/", views.detach_file, name="detach"),
    path("documents/<uuid:uid>/pages/<int:page>.webp", views.page_image, name="page"),
    path("documents/<uuid:uid>/sealed.pdf", views.sealed_file, name="sealed"),
    path("documents/<uuid:uid>/handling-sheet/", views.handling_sheet, name="handling_sheet"),
    path("documents/<uuid:uid>/handling-sheet.pdf", views.handling_sheet_file, name="handling_sheet_file"),
    path("documents/<uuid:uid>/redline/", views.redline, name="redline"),
    path("papers/", views.live_papers, name="papers"),
    path("papers/<uuid:uid>/keep/", views.keep_page, name="keep_page"),
    path("papers/<uuid:uid>/keep/<slug:verb>/", views.keep, name="keep"),
    path("tasks/<uuid:uid>/<slug:verb>/", views.act, name="act"),
    path("papers/<uuid:uid>/", views.paper_page, name="paper"),
    path("papers/<uuid:uid>/urge/", views.urge_paper, name="urge"),
    path("papers/<uuid:uid>/links/", views.link_paper, name="link"),
    path("papers/<uuid:uid>/links/<uuid:link>/remove/", views.unlink_paper, name="unlink"),
    path("verify/", views.verify, name="verify"),
    path("registers/", views.register_list, name="registers"),
    path("registers/reserve/", views.reserve_numbers, name="reserve"),
    path("registers/codes/", views.code_list, name="codes"),
    path("registers/codes/new/", views.open_code, name="open_code"),
    path("registers/codes/<uuid:uid>/", views.code_page, name="code"),
    path("registers/codes/<uuid:uid>/take-out/", views.take_code_out, name="take_code_out"),
    path("registers/codes/<uuid:uid>/put-back/", views.put_code_back, name="put_code_back"),
    path("registers/<uuid:uid>/", views.register_page, name="register"),
    path("registers/<uuid:uid>/report/", views.register_report, name="register_report"),
    path("registers/<uuid:uid>/table.csv", views.register_table, name="register_table"),
    path("registers/<uuid:uid>/close/", views.close_register, name="close_register"),
    path("registers/<uuid:uid>/reopen/", views.reopen_register, name="reopen_register"),
    path("registers/numbers/<uuid:uid>/void/", views.void_number, name="void"),
]
