"""Definitions as published: read from their files, checked, kept for ever."""

from functools import cache

from docflow import flow
from docflow.flow.definitions import load, shipped
from docflow.models import FlowVersion, Run
from office.kernel.refusals import Invalid


@cache
def _definition(key: str, n: int) -> flow.Definition:
    return flow.Definition.from_data(FlowVersion.objects.get(key=key, n=n).data)


def definition_of(run: Run) -> flow.Definition:
    """The definition that a run walks; read once a process, for it never changes.

    By its name, not by its row's key: SQLite gives the key of a row that was rolled back to the next one.
    """
    if run.version:
        return _definition(str(run.state["flow"]), int(run.state["version"]))
    return _definition(run.flow.key, run.flow.n)


@cache
def _shipped(key: str) -> flow.Definition | None:
    return load(key) if key in shipped() else None


def newest(key: str) -> FlowVersion:
    """The version that a new run takes. A shipped route publishes itself at its first use, and again when a newer one is shipped.

    Runs that began on an earlier version keep it. Raises FileNotFoundError where there is neither.
    """
    published = FlowVersion.objects.filter(key=key).order_by("-n").first()
    known = _shipped(key)
    if published is not None and (known is None or published.n >= known.version):
        return published
    return publish(known or load(key))


def publish(definition: flow.Definition) -> FlowVersion:
    """Publish a definition as its version of its key, once. Refuses one that could leave a paper stuck."""
    if findings := flow.check(definition):
        raise Invalid("流程不能发布：" + "；".join(str(finding) for finding in findings[:3]) + "。请改好后再发布。")
    version, _ = FlowVersion.objects.get_or_create(
        key=definition.key,
        n=definition.version,
        defaults={"label": definition.label, "data": definition.to_data()},
    )
    return version
