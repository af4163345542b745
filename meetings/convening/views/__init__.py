from meetings.convening.views.pages import meeting_page

__all__ = ["meeting_page"]
