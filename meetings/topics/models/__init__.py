from meetings.topics.models.calls import CalledUnit, TopicCall
from meetings.topics.models.topics import Topic, TopicFile, TopicState, TopicUnit, UnitPart

__all__ = ["CalledUnit", "Topic", "TopicCall", "TopicFile", "TopicState", "TopicUnit", "UnitPart"]
