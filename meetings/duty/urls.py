from django.urls.resolvers import URLPattern

app_name = "duty"

urlpatterns: list[URLPattern] = []
