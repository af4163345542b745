from office.site.views.broken import broken
from office.site.views.desk import counts, desk, desk_now
from office.site.views.health import healthz, readyz
from office.site.views.parts import parts

__all__ = ["broken", "counts", "desk", "desk_now", "healthz", "parts", "readyz"]
