"""Addresses of supervised items. Only uids leave the server."""

from django.urls import path

from docflow.supervision import views

app_name = "supervision"

urlpatterns = [
    path("", views.matters, name="matters"),
    path("board/", views.board, name="board"),
    path("ranking/", views.ranking, name="ranking"),
    path("bulletin/", views.bulletin, name="bulletin"),
    path("rule/", views.rule, name="rule"),
    path("new/", views.new_matter, name="new"),
    path("<uuid:uid>/", views.matter_page, name="matter"),
    path("<uuid:uid>/do/<slug:verb>/", views.do, name="do"),
    path("<uuid:uid>/evidence/<uuid:evidence>/", views.evidence, name="evidence"),
]
