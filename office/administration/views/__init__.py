from office.administration.views import appointments, departments, handovers, organs, people, posts

__all__ = ["appointments", "departments", "handovers", "organs", "people", "posts"]
