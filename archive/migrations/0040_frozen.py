from django.db import migrations

from archive.freezing import Frozen
from office.kernel.append_only import AppendOnly


class Migration(migrations.Migration):
    dependencies = [("archive", "0001_beginnings")]

    operations = [AppendOnly("CheckReport"), AppendOnly("RecordReturn"), AppendOnly("Decision"), Frozen()]
