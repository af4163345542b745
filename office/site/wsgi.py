"""HTTP alone, for the production shape's workers."""

import os
from pathlib import Path

from django.conf import settings
from django.core.wsgi import get_wsgi_application

from office.site.environment import refuse_demo_in_production

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "office.site.settings")
refuse_demo_in_production(Path(settings.DATA_DIR))
application = get_wsgi_application()
