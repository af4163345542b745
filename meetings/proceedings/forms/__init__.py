from meetings.proceedings.forms.acts import MinutesForm, RecordForm, RunForm, WriteForm

__all__ = ["MinutesForm", "RecordForm", "RunForm", "WriteForm"]
