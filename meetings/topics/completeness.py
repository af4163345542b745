"""提报前还缺什么: one table for the page that says it and for the act that refuses."""

from meetings.topics.models import Topic, UnitPart


def missing(topic: Topic) -> list[tuple[str, str]]:
    """The field and what is still to be done about it, in the order of the form. Empty: it may be handed in."""
    units = [one for one in topic.units.all() if one.part == UnitPart.CONSULTED]
    wanted = (
        ("gist", bool(topic.gist), "写提请研究的事项，审核的人先看它"),
        ("reporter", topic.reporter_id is not None, "选择汇报人"),
        ("consultation", bool(topic.consultation or units), "选择协商单位，或写明协商情况；不需要协商的，写明理由"),
        ("lawfulness", bool(topic.lawfulness), "写合法性审查意见；不涉及的，写“不涉及”"),
        ("files", topic.files.filter(removed_at__isnull=True).exists(), "上传汇报材料"),
    )
    return [(field, words) for field, is_there, words in wanted if not is_there]
