"""Addresses of deliveries. Only uids leave the server."""

from django.urls import path

from docflow.distribution import views

app_name = "distribution"

urlpatterns = [
    path("deliveries/", views.delivery_list, name="deliveries"),
    path("deliveries/<uuid:uid>/", views.delivery_page, name="delivery"),
    path("deliveries/<uuid:uid>/pages/<int:page>.webp", views.delivered_image, name="page"),
    path("deliveries/<uuid:uid>/sealed.pdf", views.delivered_file, name="sealed"),
    path("deliveries/<uuid:uid>/attachments/<uuid:attachment>/", views.delivered_attachment, name="attachment"),
    path("deliveries/<uuid:uid>/check/", views.check_seal, name="check"),
    path("deliveries/<uuid:uid>/<slug:verb>/", views.receive, name="receive"),
    path("documents/<uuid:uid>/distribute/", views.distribute_page, name="distribute"),
    path("documents/<uuid:uid>/distribution/", views.board, name="board"),
    path("documents/<uuid:uid>/urge/", views.urge_missing, name="urge"),
    path("sent/", views.sent_list, name="sent_documents"),
    path("sent/<uuid:uid>/", views.sent_page, name="sent"),
    path("sent/<uuid:uid>/<slug:verb>/", views.settle_sent, name="settle"),
    path("addressees/", views.group_list, name="groups"),
    path("addressees/new/", views.group_page, name="new_group"),
    path("addressees/<uuid:uid>/", views.group_page, name="group"),
    path("addressees/<uuid:uid>/remove/", views.group_remove, name="remove_group"),
]
