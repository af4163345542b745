from docflow.supervision.models.assignments import Assignment, AssignmentState
from docflow.supervision.models.extensions import Extension, ExtensionState
from docflow.supervision.models.feedbacks import Evidence, Feedback, FeedbackKind, FeedbackState
from docflow.supervision.models.matters import Cycle, Matter, MatterRegister, MatterState, Source, SupervisionLevel
from docflow.supervision.models.reminders import Reminder, Rung
from docflow.supervision.models.rules import SupervisionRule

__all__ = [
    "Assignment",
    "AssignmentState",
    "Cycle",
    "Evidence",
    "Extension",
    "ExtensionState",
    "Feedback",
    "FeedbackKind",
    "FeedbackState",
    "Matter",
    "MatterRegister",
    "MatterState",
    "Reminder",
    "Rung",
    "Source",
    "SupervisionLevel",
    "SupervisionRule",
]
