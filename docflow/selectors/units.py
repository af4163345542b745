"""处室当时的名称：what the departments that handled a paper were called when they did."""

from collections.abc import Iterable

from docflow.models import Act, Run
from office.api import departments


def names_then(run: Run, uids: Iterable[str]) -> dict[str, str]:
    """uid → name, in the order given: as it stood at the last act of somebody in that department; one that has not acted, as it is now."""
    there = {str(one.uid): one.name for one in departments(uids)}
    if not there:
        return there
    acts = Act.objects.filter(run=run, by__post__department__uid__in=there).order_by("seq")
    then = {str(uid): names["department"] for uid, names in acts.values_list("by__post__department__uid", "names")}
    return there | {uid: name for uid, name in then.items() if name}
