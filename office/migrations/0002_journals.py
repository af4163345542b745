from django.db import migrations

from office.kernel.append_only import AppendOnly


class Migration(migrations.Migration):
    dependencies = [("office", "0001_foundation")]

    operations = [AppendOnly("TrailEntry"), AppendOnly("TrailBlock"), AppendOnly("TrailMember"), AppendOnly("AccessEntry")]
