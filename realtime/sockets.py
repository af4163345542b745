# mypy: allow-untyped-calls
# (channels has no annotations)
"""The room's web sockets as one ASGI application: origin first, then session and sign-in, then the path."""

from channels.auth import AuthMiddlewareStack
from channels.routing import URLRouter
from django.urls import path, re_path

from realtime.consumers import Bell
from realtime.origins import Refused, SameOrigin

sockets = SameOrigin(AuthMiddlewareStack(URLRouter([path("ws/bell/", Bell.as_asgi()), re_path("", Refused.as_asgi())])))
