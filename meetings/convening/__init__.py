"""会议：planned, called, held. What its agenda, its people and its days are; each further part of the chain is an app beside this one."""
