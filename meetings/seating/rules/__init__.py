"""座次的规则：where seats are, in which order they are given, who gets which. Pure."""
