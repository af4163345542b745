"""What the house and the other rooms may call of meetings. The apps of the chain use the modules beside this one."""

from meetings.convening.selectors.lists import MEETINGS_WAIT

__all__ = ["MEETINGS_WAIT"]
