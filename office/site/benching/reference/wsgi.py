"""The reference under the production shape's server."""

import os

from django.core.wsgi import get_wsgi_application

os.environ["DJANGO_SETTINGS_MODULE"] = "office.site.benching.reference.settings"
application = get_wsgi_application()
