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
    path("documents/<uuid:uid>/redline/", views.redline, name="redline"),
    path("documents/<uuid:uid>/keep/<slug:verb>/", views.keep_route, name="keep"),
    path("tasks/<uuid:uid>/<slug:verb>/", views.act, name="act"),
    path("papers/<uuid:uid>/", views.paper_page, name="paper"),
    path("papers/<uuid:uid>/urge/", views.urge_paper, name="urge"),
    path("papers/<uuid:uid>/links/", views.link_paper, name="link"),
    path("papers/<uuid:uid>/links/<uuid:link>/remove/", views.unlink_paper, name="unlink"),
    path("verify/", views.verify, name="verify"),
    path("registers/", views.register_list, name="registers"),
    path("registers/<uuid:uid>/", views.register_page, name="register"),
    path("registers/numbers/<uuid:uid>/void/", views.void_number, name="void"),
]
