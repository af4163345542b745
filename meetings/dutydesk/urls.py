from django.urls.resolvers import URLPattern

app_name = "dutydesk"

urlpatterns: list[URLPattern] = []
