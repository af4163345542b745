"""议题：collected, reviewed on a route of the flow engine, and put on the agenda of a meeting."""
