"""HTTP by Django, web sockets by Channels, in one ASGI application."""

import os
from pathlib import Path

from channels.routing import ProtocolTypeRouter
from django.conf import settings
from django.core.asgi import get_asgi_application

from office.site.environment import refuse_demo_in_production

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "office.site.settings")
refuse_demo_in_production(Path(settings.DATA_DIR))
http = get_asgi_application()

from realtime.sockets import sockets  # noqa: E402 - models may be loaded only after Django is set up

application = ProtocolTypeRouter({"http": http, "websocket": sockets})
