"""HTTP by Django, web sockets by Channels, in one ASGI application."""

import os

from channels.routing import ProtocolTypeRouter
from django.core.asgi import get_asgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "office.site.settings")
http = get_asgi_application()

application = ProtocolTypeRouter({"http": http})
