from meetings.topics.forms.acts import CallActForm, TopicActForm
from meetings.topics.forms.calling import CallForm
from meetings.topics.forms.writing import TopicForm

__all__ = ["CallActForm", "CallForm", "TopicActForm", "TopicForm"]
