from django.urls.resolvers import URLPattern

app_name = "urgent"

urlpatterns: list[URLPattern] = []
