from django.db import migrations

from archive.freezing_beside import FrozenBeside


class Migration(migrations.Migration):
    dependencies = [("archive", "0040_frozen"), ("office", "0001_foundation")]

    operations = [FrozenBeside()]
