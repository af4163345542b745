from office.site.views.broken import broken
from office.site.views.desk import desk
from office.site.views.health import healthz, readyz
from office.site.views.parts import parts

__all__ = ["broken", "desk", "healthz", "parts", "readyz"]
