from office.site.views.health import healthz, readyz

__all__ = ["healthz", "readyz"]
