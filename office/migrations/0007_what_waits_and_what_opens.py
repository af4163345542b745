"""A holder's row says itself whether it waits, and a grant's index says how long it holds: what waits and what may be read is found and
counted without going through what is over.
"""

from django.db import migrations, models


def say_of_the_closed(apps, schema_editor):
    """Those of closed to-dos wait no more."""
    holders = apps.get_model("office", "TodoHolder").objects.using(schema_editor.connection.alias)
    holders.filter(todo__closed_at__isnull=False).update(waits=False)


class Migration(migrations.Migration):

    dependencies = [
        ('office', '0006_structure'),
    ]

    operations = [
        migrations.RemoveIndex(
            model_name='todoholder',
            name='todo_by_holder',
        ),
        migrations.AddField(
            model_name='todoholder',
            name='waits',
            field=models.BooleanField(default=True, help_text='false once the to-do is closed', verbose_name='还在等他'),
        ),
        migrations.RunPython(say_of_the_closed, migrations.RunPython.noop),
        migrations.AddIndex(
            model_name='todoholder',
            index=models.Index(condition=models.Q(('waits', True)), fields=['appointment', 'todo'], name='todo_that_waits'),
        ),
        migrations.RemoveIndex(
            model_name='reader',
            name='reader_by_key',
        ),
        migrations.AddIndex(
            model_name='reader',
            index=models.Index(fields=['key', 'object_uid', 'until', 'since'], name='reader_in_force'),
        ),
    ]
