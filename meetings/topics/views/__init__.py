from meetings.topics.views.acts import act, do
from meetings.topics.views.calls import call_page, do_call, new_call
from meetings.topics.views.files import bring_files, remove_file, topic_file
from meetings.topics.views.pages import topic_list, topic_page
from meetings.topics.views.writing import edit_topic, new_topic

__all__ = [
    "act",
    "bring_files",
    "call_page",
    "do",
    "do_call",
    "edit_topic",
    "new_call",
    "new_topic",
    "remove_file",
    "topic_file",
    "topic_list",
    "topic_page",
]
