"""The product's routes, the page of parts (which the product shows only under DEBUG), and two pages to try the tools on."""

import time

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.template import RequestContext, Template
from django.urls import path

from office.notices import say
from office.site import views
from office.site.urls import handler500
from office.site.urls import urlpatterns as product

saved: list[str] = []

WIDGETS = """{% extends "office/base.html" %}{% load static face %}
{% block scripts %}<script src="{% static 'office/js/autosave.js' %}" defer></script><script src="{% static 'office/js/drop.js' %}" defer></script><script src="{% static 'office/js/kept.js' %}" defer></script>
{% endblock %}
{% block main %}<h1>部件</h1>
<form method="post">{% csrf_token %}{% act_key %}<button class="btn main-act" data-once="正在签发">签发</button></form>
<form id="writing" method="post">{% csrf_token %}<input type="hidden" name="version" value="1"><label for="text">正文</label><textarea class="in" id="text" name="text"></textarea></form>
<office-autosave class="autosave" form="writing" data-url="/_widgets/save"></office-autosave>
<form id="sending" method="post">{% csrf_token %}{% act_key %}<label for="said">附言</label><office-kept data-key="1"><textarea class="in" id="said" name="said"></textarea></office-kept><button class="btn">送核稿</button></form>
<ol class="rows"><li class="row"><span class="kind" aria-hidden="true">档</span><div><p class="t"><a href="/_parts/">附表.pdf</a></p></div><form id="removing" method="post">{% csrf_token %}{% act_key %}<button class="btn small">移除</button></form></li>
<li class="row"><span class="kind" aria-hidden="true">档</span><div><p class="t"><a href="/_parts/">原件.pdf</a></p></div><a class="btn small" href="/_widgets/?checked">核验</a></li></ol>
<office-drop class="drop"><label for="file">附件</label><input type="file" id="file"><span data-names></span></office-drop>
{% endblock %}"""


@login_not_required
def faulty(request: HttpRequest) -> HttpResponse:
    """Everything that a page must not be."""
    return HttpResponse(
        "<!doctype html><html lang=zh-Hans><title>坏页</title>"
        "<main><h1>坏页</h1><input><p style='width:3000px'>长</p><script>0</script><svg width=3000 height=9></svg></main>"
    )


def save(request: HttpRequest) -> JsonResponse:
    """An autosave that refuses what ends in “改”, as if somebody had been first."""
    saved.append(request.POST["text"])
    if request.POST["text"].endswith("改"):
        return JsonResponse({"said": "没有保存：沈岚09:38已先改了这一稿。"}, status=409)
    number = int(request.POST["version"]) + 1
    return JsonResponse({"said": f"09:41 已自动保存·第{number}稿", "fields": {"version": str(number)}})


def widgets(request: HttpRequest) -> HttpResponse:
    """Forms that are sent for real; the answer to a POST is slow enough to be impatient."""
    if request.method == "POST":
        saved.append(request.POST["key"])
        time.sleep(0.5)
        say(request, "已签发，公文转入复核。", undo="/_widgets/")
    return HttpResponse(Template(WIDGETS).render(RequestContext(request)))


urlpatterns = [
    *product,
    path("_parts/", views.parts, name="parts"),
    path("_faulty/", faulty),
    path("_widgets/", widgets),
    path("_widgets/save", save),
]

__all__ = ["handler500", "urlpatterns"]
