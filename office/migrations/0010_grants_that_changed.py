"""Every coming and going of a lasting grant leaves a row for whoever keeps a copy of the grants: by trigger, so that none is forgotten.

SQLite builds a table anew when a later migration alters it, and the triggers go with the old one: repeat `tell` there.
"""

from django.db import migrations

CHANGED = "(OLD.until IS NULL) <> (NEW.until IS NULL)"

POSTGRESQL = [
    """
    CREATE FUNCTION tell_of_the_grant() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        INSERT INTO office_grantchange (object_uid, takes) VALUES (NEW.object_uid, NEW.until IS NOT NULL);
        RETURN NULL;
    END $$
    """,
    "CREATE TRIGGER office_reader_given AFTER INSERT ON office_reader FOR EACH ROW WHEN (NEW.until IS NULL)"
    " EXECUTE FUNCTION tell_of_the_grant()",
    f"CREATE TRIGGER office_reader_changed AFTER UPDATE OF until ON office_reader FOR EACH ROW WHEN ({CHANGED})"
    " EXECUTE FUNCTION tell_of_the_grant()",
]

TELL = "BEGIN INSERT INTO office_grantchange (object_uid, takes) VALUES (NEW.object_uid, NEW.until IS NOT NULL); END"
SQLITE = [
    f"CREATE TRIGGER office_reader_given AFTER INSERT ON office_reader WHEN NEW.until IS NULL {TELL}",
    f"CREATE TRIGGER office_reader_changed AFTER UPDATE OF until ON office_reader WHEN {CHANGED} {TELL}",
]


def tell(apps, schema_editor):
    for statement in POSTGRESQL if schema_editor.connection.vendor == "postgresql" else SQLITE:
        schema_editor.execute(statement, params=None)


def be_silent(apps, schema_editor):
    on = " ON office_reader" if schema_editor.connection.vendor == "postgresql" else ""
    for name in ("office_reader_given", "office_reader_changed"):
        schema_editor.execute(f"DROP TRIGGER {name}{on}", params=None)
    if on:
        schema_editor.execute("DROP FUNCTION tell_of_the_grant()", params=None)


class Migration(migrations.Migration):
    dependencies = [("office", "0002_journals")]

    operations = [migrations.RunPython(tell, be_silent)]
