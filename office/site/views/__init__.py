from office.site.views.broken import broken
from office.site.views.health import healthz, readyz
from office.site.views.parts import parts

__all__ = ["broken", "healthz", "parts", "readyz"]
