import django.db.models.deletion
import office.kernel.clock
import office.kernel.ids
from django.db import migrations, models

from office.kernel.beginning import Beginning


class Migration(Beginning):
    initial = True

    dependencies = [
        ('docflow', '0001_documents'),
        ('office', '0001_foundation'),
    ]

    operations = [
        migrations.CreateModel(
            name='AddresseeGroup',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uid', models.UUIDField(default=office.kernel.ids.uuid7, editable=False, unique=True, verbose_name='标识')),
                ('organ', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='office.organ', verbose_name='机关')),
                ('name', models.CharField(max_length=60, verbose_name='名称')),
                ('order', models.PositiveIntegerField(default=0, verbose_name='排序')),
            ],
            options={
                'verbose_name': '收文单位分组',
                'ordering': ['organ', 'order', 'id'],
                'constraints': [models.UniqueConstraint(fields=('organ', 'name'), name='a_group_name_is_unique_in_its_organ')],
            },
        ),
        migrations.CreateModel(
            name='Delivery',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uid', models.UUIDField(default=office.kernel.ids.uuid7, editable=False, unique=True, verbose_name='标识')),
                ('document', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='deliveries', to='docflow.document', verbose_name='公文')),
                ('receiver', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='office.organ', verbose_name='收文机关')),
                ('manner', models.CharField(choices=[('main', '主送'), ('copy', '抄送')], max_length=4, verbose_name='送达方式')),
                ('state', models.CharField(choices=[('delivered', '已送达'), ('signed', '已签收'), ('returned', '已退文'), ('recalled', '已撤回'), ('waived', '免签收')], default='delivered', max_length=9, verbose_name='状态')),
                ('sent_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='office.appointment', verbose_name='分发人')),
                ('sent_names', models.JSONField(verbose_name='分发人当时姓名职务')),
                ('sent_at', models.DateTimeField(default=office.kernel.clock.now, verbose_name='送达时间')),
                ('due_at', models.DateTimeField(blank=True, null=True, verbose_name='签收时限')),
                ('due_provisional', models.BooleanField(default=False, help_text='its year had no working calendar yet', verbose_name='时限为暂定')),
                ('settled_at', models.DateTimeField(blank=True, null=True, verbose_name='签收或了结时间')),
                ('settled_names', models.JSONField(blank=True, default=dict, verbose_name='签收人或办理人当时姓名职务')),
                ('reason', models.CharField(blank=True, max_length=400, verbose_name='缘由')),
                ('urged_at', models.DateTimeField(blank=True, null=True, verbose_name='最近一次催办')),
                ('urges', models.PositiveSmallIntegerField(default=0, verbose_name='催办次数')),
                ('follows', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='sent_again', to='distribution.delivery', verbose_name='重送自')),
                ('verdict', models.CharField(blank=True, help_text='of docflow.seals, on arrival', max_length=12, verbose_name='到件验章结论')),
                ('verdict_says', models.CharField(blank=True, max_length=400, verbose_name='验章说明')),
                ('checked_at', models.DateTimeField(blank=True, null=True, verbose_name='验章时间')),
            ],
            options={
                'verbose_name': '送件',
                'ordering': ['document', 'id'],
                'indexes': [models.Index(fields=['receiver', 'state', '-sent_at'], name='delivery_by_receiver'), models.Index(fields=['document', 'state', 'due_at'], name='delivery_of_document'), models.Index(condition=models.Q(('state', 'delivered')), fields=['due_at'], name='delivery_awaited'), models.Index(condition=models.Q(('state', 'returned')), fields=['document'], name='delivery_returned'), models.Index(condition=models.Q(('settled_at__isnull', False)), fields=['-settled_at', '-id'], name='delivery_newest_settled')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('state__in', ('delivered', 'signed'))), fields=('document', 'receiver'), name='an_organ_gets_a_document_once'), models.CheckConstraint(condition=models.Q(models.Q(('settled_at__isnull', True), ('state', 'delivered')), models.Q(models.Q(('state', 'delivered'), _negated=True), ('settled_at__isnull', False)), _connector='OR'), name='a_settled_delivery_says_when'), models.CheckConstraint(condition=models.Q(('state__in', ('delivered', 'signed')), models.Q(('reason', ''), _negated=True), _connector='OR'), name='a_delivery_not_taken_says_why')],
            },
        ),
        migrations.CreateModel(
            name='GroupMember',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('group', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='members', to='distribution.addresseegroup', verbose_name='分组')),
                ('organ', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='office.organ', verbose_name='收文机关')),
                ('order', models.PositiveIntegerField(default=0, verbose_name='排序')),
            ],
            options={
                'verbose_name': '分组成员',
                'ordering': ['group', 'order', 'id'],
                'constraints': [models.UniqueConstraint(fields=('group', 'organ'), name='an_organ_is_in_a_group_once')],
            },
        ),
        migrations.CreateModel(
            name='Urging',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uid', models.UUIDField(default=office.kernel.ids.uuid7, editable=False, unique=True, verbose_name='标识')),
                ('document', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='urgings', to='docflow.document', verbose_name='公文')),
                ('reached', models.JSONField(default=list, help_text='names of organs', verbose_name='已催办')),
                ('passed_over', models.JSONField(default=list, help_text='[name of the organ, why]', verbose_name='未催办')),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='office.appointment', verbose_name='催办人')),
                ('names', models.JSONField(verbose_name='催办人当时姓名职务')),
                ('at', models.DateTimeField(default=office.kernel.clock.now, verbose_name='时间')),
            ],
            options={
                'verbose_name': '催办签收',
                'ordering': ['document', '-id'],
            },
        ),
        migrations.CreateModel(
            name='OfflineDelivery',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uid', models.UUIDField(default=office.kernel.ids.uuid7, editable=False, unique=True, verbose_name='标识')),
                ('document', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='offline_deliveries', to='docflow.document', verbose_name='公文')),
                ('name', models.CharField(help_text='as the document names it', max_length=200, verbose_name='收文单位')),
                ('note', models.CharField(max_length=200, verbose_name='怎样送达')),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='office.appointment', verbose_name='分发人')),
                ('names', models.JSONField(verbose_name='分发人当时姓名职务')),
                ('at', models.DateTimeField(default=office.kernel.clock.now, verbose_name='时间')),
            ],
            options={
                'verbose_name': '线下送达',
                'ordering': ['document', 'id'],
                'constraints': [models.CheckConstraint(condition=models.Q(('note', ''), _negated=True), name='an_offline_delivery_says_how'), models.UniqueConstraint(fields=('document', 'name'), name='an_offline_delivery_is_noted_once')],
            },
        ),
    ]
