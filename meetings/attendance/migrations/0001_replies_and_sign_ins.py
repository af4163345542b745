import django.db.models.deletion
import office.kernel.clock
import office.kernel.fields
import office.kernel.ids
from django.db import migrations, models

from office.kernel.beginning import Beginning


class Migration(Beginning):
    initial = True

    dependencies = [
        ('convening', '0001_meetings'),
        ('office', '0001_foundation'),
    ]

    operations = [
        migrations.CreateModel(
            name='SignIn',
            fields=[
                ('invitation', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, primary_key=True, related_name='sign_in', serialize=False, to='convening.invitation', verbose_name='参会人')),
                ('at', models.DateTimeField(default=office.kernel.clock.now, verbose_name='签到时间')),
                ('manner', models.CharField(choices=[('code', '扫码'), ('clerk', '代签'), ('list', '补录')], default='code', max_length=5, verbose_name='方式')),
                ('names', models.JSONField(blank=True, default=dict, verbose_name='代签人')),
                ('noted_at', models.DateTimeField(default=office.kernel.clock.now, verbose_name='记下时间')),
            ],
            options={
                'verbose_name': '签到',
            },
        ),
        migrations.CreateModel(
            name='Reply',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('invitation', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='reply', to='convening.invitation', verbose_name='参会人')),
                ('phone', office.kernel.fields.EncryptedTextField(blank=True, verbose_name='联系电话')),
                ('plate', models.CharField(blank=True, max_length=12, verbose_name='车牌号')),
                ('lodging', models.BooleanField(default=False, verbose_name='住宿')),
                ('note', models.CharField(blank=True, max_length=200, verbose_name='说明')),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='office.appointment', verbose_name='填写人')),
                ('names', models.JSONField(default=dict, verbose_name='当时的姓名岗位')),
                ('on_behalf', models.BooleanField(default=False, verbose_name='代填')),
                ('at', models.DateTimeField(default=office.kernel.clock.now, verbose_name='时间')),
            ],
            options={
                'verbose_name': '回执',
            },
        ),
        migrations.CreateModel(
            name='ReplyRequest',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('meeting', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='reply_request', to='convening.meeting', verbose_name='会议')),
                ('asks_phone', models.BooleanField(default=False, verbose_name='问联系电话')),
                ('asks_plate', models.BooleanField(default=False, verbose_name='问车牌号')),
                ('asks_lodging', models.BooleanField(default=False, verbose_name='问是否住宿')),
                ('urged_at', models.DateTimeField(blank=True, null=True, verbose_name='上次催回执')),
                ('urged', models.PositiveSmallIntegerField(default=0, verbose_name='上次催了几人')),
            ],
            options={
                'verbose_name': '回执要求',
            },
        ),
        migrations.CreateModel(
            name='Leave',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uid', models.UUIDField(default=office.kernel.ids.uuid7, editable=False, unique=True, verbose_name='标识')),
                ('invitation', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='leaves', to='convening.invitation', verbose_name='参会人')),
                ('kind', models.CharField(choices=[('away', '请假'), ('replaced', '替会')], max_length=8, verbose_name='事由类别')),
                ('reason', models.CharField(max_length=400, verbose_name='事由')),
                ('substitute', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='office.appointment', verbose_name='替会人')),
                ('state', models.CharField(choices=[('asked', '待批'), ('agreed', '已同意'), ('refused', '未同意'), ('dropped', '已撤回')], default='asked', max_length=8, verbose_name='状态')),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='office.appointment', verbose_name='申请人')),
                ('names', models.JSONField(default=dict, verbose_name='申请人当时的姓名岗位')),
                ('on_behalf', models.BooleanField(default=False, verbose_name='代填')),
                ('at', models.DateTimeField(default=office.kernel.clock.now, verbose_name='申请时间')),
                ('said', models.CharField(blank=True, max_length=400, verbose_name='答复')),
                ('decided_names', models.JSONField(default=dict, verbose_name='答复人')),
                ('decided_at', models.DateTimeField(blank=True, null=True, verbose_name='答复时间')),
            ],
            options={
                'verbose_name': '请假',
                'ordering': ['invitation', 'id'],
                'constraints': [models.UniqueConstraint(condition=models.Q(('state', 'asked')), fields=('invitation',), name='of_a_guest_one_leave_waits'), models.CheckConstraint(condition=models.Q(('reason', ''), _negated=True), name='a_leave_has_a_reason'), models.CheckConstraint(condition=models.Q(models.Q(('kind', 'replaced'), ('substitute__isnull', False)), models.Q(('kind', 'away'), ('substitute__isnull', True)), _connector='OR'), name='whoever_is_replaced_names_who_comes'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'refused'), _negated=True), models.Q(('said', ''), _negated=True), _connector='OR'), name='whoever_refuses_a_leave_says_why')],
            },
        ),
    ]
