"""HTTP alone, for the production shape's workers."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "office.site.settings")
application = get_wsgi_application()
