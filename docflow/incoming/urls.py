"""Addresses of what came in. Only uids leave the server."""

from django.urls import path

from docflow.incoming import views

app_name = "incoming"

urlpatterns = [
    path("", views.incoming_list, name="list"),
    path("new/", views.new, name="new"),
    path("intakes/", views.bring, name="bring"),
    path("intakes/<uuid:uid>/pages/<int:page>.webp", views.intake_image, name="intake_page"),
    path("deliveries/<uuid:uid>/pages/<int:page>.webp", views.delivery_image, name="delivery_page"),
    path("classes/", views.classes, name="classes"),
    path("phrases/", views.phrases, name="phrases"),
    path("registers/", views.register_list, name="registers"),
    path("registers/<uuid:uid>/", views.register_page, name="register"),
    path("tasks/<uuid:uid>/<slug:verb>/", views.act, name="act"),
    path("<uuid:uid>/", views.incoming_page, name="incoming"),
    path("<uuid:uid>/elements/", views.elements, name="elements"),
    path("<uuid:uid>/pages/<int:page>.webp", views.page_image, name="page"),
    path("<uuid:uid>/file/", views.main_file, name="file"),
    path("<uuid:uid>/enclosures/<int:n>/", views.enclosure, name="enclosure"),
    path("<uuid:uid>/check/", views.check, name="check"),
    path("<uuid:uid>/handling-sheet/", views.handling_sheet, name="handling_sheet"),
    path("<uuid:uid>/handling-sheet.pdf", views.handling_sheet_file, name="handling_sheet_file"),
    path("<uuid:uid>/reply/", views.reply, name="reply"),
]
