import archive.search.models.entries
import django.db.models.deletion
import office.kernel.clock
import office.kernel.ids
from django.conf import settings
from django.db import migrations, models

from office.kernel.beginning import Beginning


class Migration(Beginning):
    initial = True

    dependencies = [
        ('office', '0001_foundation'),
    ]

    operations = [
        migrations.CreateModel(
            name='FileText',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('sm3', models.CharField(max_length=64, unique=True, verbose_name='SM3')),
                ('strings', models.JSONField(default=list, verbose_name='文字')),
                ('cut', models.BooleanField(default=False, verbose_name='未取全')),
                ('says', models.CharField(blank=True, max_length=200, verbose_name='未取出的缘由')),
                ('at', models.DateTimeField(default=office.kernel.clock.now, verbose_name='时间')),
            ],
            options={
                'verbose_name': '附件文字',
                'indexes': [models.Index(fields=['at'], name='file_text_newest')],
            },
        ),
        migrations.CreateModel(
            name='Entry',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uid', models.UUIDField(unique=True, verbose_name='对象')),
                ('kind', models.CharField(choices=[('record', '档案'), ('document', '公文'), ('incoming', '收文')], max_length=10, verbose_name='种类')),
                ('version', models.PositiveBigIntegerField(default=archive.search.models.entries._milliseconds, help_text='grows; also when an older backup was put back', verbose_name='版次')),
                ('organ', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='office.organ', verbose_name='机关')),
                ('title', models.CharField(max_length=400, verbose_name='题名')),
                ('number', models.CharField(blank=True, max_length=60, verbose_name='文号')),
                ('numbers', models.JSONField(default=list, verbose_name='各文号')),
                ('code', models.CharField(blank=True, db_index=True, max_length=120, verbose_name='档号')),
                ('people', models.JSONField(default=list, verbose_name='人名与机关名')),
                ('body', models.JSONField(default=list, verbose_name='正文')),
                ('attachments', models.JSONField(default=list, verbose_name='附件')),
                ('fonds', models.CharField(blank=True, max_length=20, verbose_name='全宗号')),
                ('document_kind', models.CharField(blank=True, max_length=20, verbose_name='文种')),
                ('secrecy', models.CharField(blank=True, max_length=8, verbose_name='密级')),
                ('retention', models.CharField(blank=True, max_length=8, verbose_name='保管期限')),
                ('openness', models.CharField(blank=True, max_length=8, verbose_name='开放标识')),
                ('dated_on', models.DateField(blank=True, null=True, verbose_name='日期')),
                ('year', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='年度')),
                ('source_id', models.CharField(blank=True, max_length=200, verbose_name='原标识')),
                ('url', models.CharField(max_length=200, verbose_name='地址')),
                ('files', models.JSONField(default=list, help_text='of the files whose text belongs to it', verbose_name='文件摘要')),
                ('stamp', models.CharField(blank=True, default='', help_text='of the source as it was read', max_length=160, verbose_name='印记')),
                ('filed_as', models.UUIDField(blank=True, null=True, verbose_name='归为档案')),
                ('beside', models.BooleanField(default=False, verbose_name='另有读者')),
                ('known_at', models.DateTimeField(blank=True, null=True, verbose_name='入索引时间')),
                ('opened_at', models.DateTimeField(blank=True, help_text='when it, or a key to it, was last new', null=True, verbose_name='可检索时间')),
                ('seen_at', models.DateTimeField(default=office.kernel.clock.now, verbose_name='取文时间')),
            ],
            options={
                'verbose_name': '检索条目',
                'ordering': ['-dated_on', '-id'],
                'indexes': [models.Index(condition=models.Q(('filed_as__isnull', False)), fields=['filed_as'], name='entry_filed'), models.Index(condition=models.Q(('beside', True)), fields=['uid'], name='entry_beside_its_record'), models.Index(fields=['opened_at'], name='entry_newly_open')],
            },
        ),
        migrations.CreateModel(
            name='Pending',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uid', models.UUIDField(verbose_name='对象')),
                ('at', models.DateTimeField(default=office.kernel.clock.now, verbose_name='何时起')),
            ],
            options={
                'verbose_name': '待入索引',
                'ordering': ['id'],
                'indexes': [models.Index(fields=['uid'], name='pending_by_object')],
            },
        ),
        migrations.CreateModel(
            name='Progress',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=20, unique=True, verbose_name='名称')),
                ('at', models.DateTimeField(default=office.kernel.clock.now, verbose_name='到何时')),
                ('says', models.CharField(blank=True, max_length=200, verbose_name='不顺')),
            ],
            options={
                'verbose_name': '检索进度',
            },
        ),
        migrations.CreateModel(
            name='SavedSearch',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uid', models.UUIDField(default=office.kernel.ids.uuid7, editable=False, unique=True, verbose_name='标识')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='saved_searches', to=settings.AUTH_USER_MODEL, verbose_name='人员')),
                ('name', models.CharField(max_length=60, verbose_name='名称')),
                ('asked', models.CharField(max_length=800, verbose_name='检索式')),
                ('tells', models.BooleanField(default=True, verbose_name='有新结果时通知')),
                ('saved_at', models.DateTimeField(default=office.kernel.clock.now, verbose_name='何时起')),
                ('checked_at', models.DateTimeField(default=office.kernel.clock.now, verbose_name='看到何时')),
            ],
            options={
                'verbose_name': '常用检索',
                'ordering': ['person', '-saved_at'],
                'constraints': [models.UniqueConstraint(fields=('person', 'asked'), name='a_search_is_kept_once_by_a_person')],
            },
        ),
        migrations.CreateModel(
            name='SavedHit',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('saved', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='hits', to='search.savedsearch', verbose_name='常用检索')),
                ('uid', models.UUIDField(verbose_name='对象')),
            ],
            options={
                'verbose_name': '已告知的结果',
                'constraints': [models.UniqueConstraint(fields=('saved', 'uid'), name='a_hit_is_told_once')],
            },
        ),
    ]
