"""借阅 as the demonstration shows it: one has borrowed what was shelved, another waits at the archivist's desk."""
