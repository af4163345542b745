"""HTTP by Django, web sockets by Channels, in one ASGI application."""

import os

from channels.routing import ProtocolTypeRouter
from django.core.asgi import get_asgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "office.site.settings")
http = get_asgi_application()

from realtime.sockets import sockets  # noqa: E402 - models may be loaded only after Django is set up

application = ProtocolTypeRouter({"http": http, "websocket": sockets})
