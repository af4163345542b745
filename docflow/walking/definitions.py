"""Definitions as published: read from their files, checked, kept for ever."""

from functools import cache
from importlib.resources import files

from docflow import flow
from docflow.models import FlowVersion
from office.kernel.refusals import Invalid

SHIPPED = ("outgoing",)


@cache
def _definition(pk: int) -> flow.Definition:
    return flow.Definition.from_data(FlowVersion.objects.get(pk=pk).data)


def definition_of(version: FlowVersion) -> flow.Definition:
    """The definition of a published version; read once a process, for it never changes."""
    return _definition(version.pk)


def newest(key: str) -> FlowVersion:
    """The version that a new run takes. The shipped routes publish themselves at their first use."""
    found = FlowVersion.objects.filter(key=key).order_by("-n").first()
    return found or publish(shipped(key))


def shipped(key: str) -> flow.Definition:
    """A route that comes with the product."""
    return flow.read_definition((files("docflow.flow") / "definitions" / f"{key}.json").read_text("utf-8"))


def publish(definition: flow.Definition) -> FlowVersion:
    """Publish a definition as the next version of its key. Refuses one that could leave a paper stuck."""
    if findings := flow.check(definition):
        raise Invalid("流程不能发布：" + "；".join(str(finding) for finding in findings[:3]) + "。请改好后再发布。")
    last = FlowVersion.objects.filter(key=definition.key).order_by("-n").first()
    version, _ = FlowVersion.objects.get_or_create(
        key=definition.key,
        n=last.n + 1 if last else 1,
        defaults={"label": definition.label, "data": definition.to_data()},
    )
    return version
