"""The engine in the database: definitions as published, acts as the record, tasks and to-dos mirrored beside them."""
