from office.jobs.models.jobs import Job, State

__all__ = ["Job", "State"]
