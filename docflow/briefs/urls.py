"""Addresses of briefs, items, issues and requests. Only uids leave the server."""

from django.urls import path

from docflow.briefs import views

app_name = "briefs"

urlpatterns = [
    path("", views.briefs, name="briefs"),
    path("new/", views.new_brief, name="new"),
    path("issues/", views.issues, name="issues"),
    path("issues/open/", views.new_issue, name="new_issue"),
    path("issues/<uuid:uid>/", views.issue_page, name="issue"),
    path("issues/<uuid:uid>/do/<slug:verb>/", views.do_issue, name="do_issue"),
    path("issues/<uuid:uid>/pages/<int:page>.webp", views.issue_image, name="issue_image"),
    path("issues/<uuid:uid>/file/", views.issue_file, name="issue_file"),
    path("requests/", views.requests, name="requests"),
    path("requests/new/", views.new_request, name="new_request"),
    path("requests/<uuid:uid>/", views.request_page, name="request"),
    path("requests/<uuid:uid>/call-off/", views.call_off, name="call_off"),
    path("items/<uuid:uid>/", views.item_page, name="item"),
    path("items/<uuid:uid>/do/<slug:verb>/", views.do_item, name="do_item"),
    path("ranking/", views.ranking, name="ranking"),
    path("scores/", views.scores, name="scores"),
    path("bulletin/", views.bulletin, name="bulletin"),
    path("settings/", views.settings, name="settings"),
    path("settings/periodical/", views.periodical, name="periodical"),
    path("settings/rule/", views.rule, name="rule"),
    path("find/<uuid:uid>/", views.find, name="find"),
    path("<uuid:uid>/", views.brief_page, name="brief"),
    path("<uuid:uid>/do/<slug:verb>/", views.do_brief, name="do"),
    path("<uuid:uid>/file/<uuid:file>/", views.brief_file, name="file"),
]
