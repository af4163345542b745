from meetings.attendance.models.leaves import Leave, LeaveKind, LeaveState
from meetings.attendance.models.replies import Reply, ReplyRequest
from meetings.attendance.models.sign_ins import Manner, SignIn

__all__ = ["Leave", "LeaveKind", "LeaveState", "Manner", "Reply", "ReplyRequest", "SignIn"]
