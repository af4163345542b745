from meetings.topics.forms.acts import CallActForm, TopicActForm
from meetings.topics.forms.calling import CallForm
from meetings.topics.forms.writing import NewTopicForm, TopicForm

__all__ = ["CallActForm", "CallForm", "NewTopicForm", "TopicActForm", "TopicForm"]
