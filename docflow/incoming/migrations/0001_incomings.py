import django.db.models.deletion
import office.kernel.clock
import office.kernel.ids
from django.conf import settings
from django.db import migrations, models

from office.kernel.beginning import Beginning


class Migration(Beginning):
    initial = True

    dependencies = [
        ('distribution', '0001_deliveries'),
        ('docflow', '0001_documents'),
        ('office', '0001_foundation'),
    ]

    operations = [
        migrations.CreateModel(
            name='IncomingClass',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uid', models.UUIDField(default=office.kernel.ids.uuid7, editable=False, unique=True, verbose_name='标识')),
                ('organ', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='office.organ', verbose_name='机关')),
                ('code', models.CharField(help_text='with which its numbers begin', max_length=8, verbose_name='简称')),
                ('label', models.CharField(max_length=30, verbose_name='名称')),
                ('track', models.CharField(choices=[('handle', '批办'), ('read', '阅知')], max_length=6, verbose_name='流程')),
                ('in_use', models.BooleanField(default=True, verbose_name='在用')),
                ('order', models.PositiveIntegerField(default=0, verbose_name='排序')),
            ],
            options={
                'verbose_name': '收文类别',
                'ordering': ['organ', 'order', 'id'],
                'constraints': [models.UniqueConstraint(fields=('organ', 'code'), name='an_incoming_class_is_opened_once_in_an_organ')],
            },
        ),
        migrations.CreateModel(
            name='Incoming',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uid', models.UUIDField(default=office.kernel.ids.uuid7, editable=False, unique=True, verbose_name='标识')),
                ('organ', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='office.organ', verbose_name='机关')),
                ('run', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='%(class)s', to='docflow.run', verbose_name='流程实例')),
                ('title', models.CharField(blank=True, max_length=400, verbose_name='标题')),
                ('urgency', models.CharField(blank=True, max_length=4, verbose_name='紧急程度')),
                ('opened_at', models.DateTimeField(default=office.kernel.clock.now, verbose_name='何时起')),
                ('moved_at', models.DateTimeField(default=office.kernel.clock.now, verbose_name='最近一步')),
                ('closed_at', models.DateTimeField(blank=True, null=True, verbose_name='办结时间')),
                ('registered_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='office.appointment', verbose_name='登记人')),
                ('incoming_class', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='incomings', to='incoming.incomingclass', verbose_name='收文类别')),
                ('number', models.CharField(blank=True, max_length=60, verbose_name='收文号')),
                ('state', models.CharField(choices=[('registering', '登记中'), ('reviewing', '初审中'), ('instructing', '拟办批示中'), ('undertaking', '承办中'), ('answering', '答复中'), ('circulating', '送阅中'), ('closing', '待办结'), ('closed', '已办结'), ('returned', '已退文'), ('terminated', '已终止')], default='registering', max_length=12, verbose_name='状态')),
                ('source', models.CharField(choices=[('delivery', '平台送达'), ('paper', '纸质件'), ('file', '电子件')], max_length=8, verbose_name='来件方式')),
                ('delivery', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='incomings', to='distribution.delivery', verbose_name='送件')),
                ('sender', models.CharField(help_text='as the document names it', max_length=200, verbose_name='来文机关')),
                ('from_organ', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='office.organ', verbose_name='来文机关（本平台）')),
                ('their_number', models.CharField(blank=True, max_length=60, verbose_name='来文字号')),
                ('kind', models.CharField(blank=True, max_length=20, verbose_name='文种')),
                ('signed_on', models.DateField(blank=True, null=True, verbose_name='成文日期')),
                ('received_on', models.DateField(default=office.kernel.clock.today, verbose_name='收文日期')),
                ('copies', models.PositiveSmallIntegerField(default=1, verbose_name='份数')),
                ('main_recipients', models.CharField(blank=True, max_length=400, verbose_name='主送')),
                ('note', models.CharField(blank=True, max_length=400, verbose_name='备注')),
                ('file', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='office.storedfile', verbose_name='正文文件')),
                ('file_name', models.CharField(blank=True, max_length=200, verbose_name='文件名')),
                ('pages', models.PositiveIntegerField(default=0, help_text='of which there are images; 0 for none', verbose_name='可看的页数')),
                ('text', models.TextField(blank=True, help_text='read from the file, where it has a text', verbose_name='正文文字')),
                ('verdict', models.CharField(blank=True, help_text='of docflow.seals, on arrival', max_length=12, verbose_name='验章结论')),
                ('verdict_says', models.CharField(blank=True, max_length=400, verbose_name='验章说明')),
                ('checked_at', models.DateTimeField(blank=True, null=True, verbose_name='验章时间')),
                ('lead_unit', models.CharField(blank=True, help_text='uid of a department', max_length=36, verbose_name='牵头处室')),
                ('co_units', models.JSONField(blank=True, default=list, help_text='uids of departments, in order', verbose_name='配合处室')),
                ('assignees', models.JSONField(blank=True, default=list, help_text='uids of appointments, in order', verbose_name='指定的人')),
                ('due_on', models.DateField(blank=True, null=True, verbose_name='办理时限')),
                ('due_days', models.PositiveSmallIntegerField(blank=True, help_text='from due_since; empty where the day itself was named', null=True, verbose_name='几个工作日')),
                ('due_since', models.DateTimeField(blank=True, null=True, verbose_name='时限起算')),
                ('due_provisional', models.BooleanField(default=False, help_text='its year had no working calendar yet', verbose_name='时限为暂定')),
                ('needs_reply', models.BooleanField(default=False, verbose_name='需要答复')),
                ('answer_waived', models.CharField(blank=True, max_length=400, verbose_name='无需书面答复的缘由')),
                ('turned_back', models.CharField(blank=True, max_length=400, verbose_name='退文缘由')),
            ],
            options={
                'verbose_name': '收文',
                'ordering': ['-moved_at', '-id'],
                'indexes': [models.Index(fields=['organ', 'state', '-moved_at'], name='incoming_by_organ'), models.Index(fields=['registered_by', '-moved_at'], name='incoming_by_registrar'), models.Index(fields=['-moved_at', '-id'], name='incoming_newest'), models.Index(fields=['organ', 'their_number'], name='incoming_by_their_number'), models.Index(condition=models.Q(('state', 'closed')), fields=['closed_at', 'uid'], name='incoming_closed')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('number', ''), _negated=True), fields=('organ', 'number'), name='an_incoming_number_is_given_once_in_an_organ'), models.UniqueConstraint(condition=models.Q(('state', 'terminated'), _negated=True), fields=('delivery',), name='a_delivery_is_registered_once'), models.CheckConstraint(condition=models.Q(models.Q(('delivery__isnull', False), ('source', 'delivery')), models.Q(models.Q(('source', 'delivery'), _negated=True), ('delivery__isnull', True)), _connector='OR'), name='an_incoming_from_a_delivery_names_it'), models.CheckConstraint(condition=models.Q(('copies__gte', 1)), name='an_incoming_has_a_copy')],
            },
        ),
        migrations.CreateModel(
            name='IncomingRegister',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uid', models.UUIDField(default=office.kernel.ids.uuid7, editable=False, unique=True, verbose_name='标识')),
                ('incoming_class', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='registers', to='incoming.incomingclass', verbose_name='收文类别')),
                ('year', models.PositiveSmallIntegerField(verbose_name='年份')),
                ('last', models.PositiveIntegerField(default=0, verbose_name='已编到')),
            ],
            options={
                'verbose_name': '收文登记簿',
                'ordering': ['-year', 'incoming_class'],
                'constraints': [models.UniqueConstraint(fields=('incoming_class', 'year'), name='a_class_has_one_register_a_year')],
            },
        ),
        migrations.CreateModel(
            name='IncomingNumber',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uid', models.UUIDField(default=office.kernel.ids.uuid7, editable=False, unique=True, verbose_name='标识')),
                ('register', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='entries', to='incoming.incomingregister', verbose_name='登记簿')),
                ('number', models.PositiveIntegerField(verbose_name='顺序号')),
                ('text', models.CharField(max_length=60, verbose_name='收文号')),
                ('state', models.CharField(choices=[('used', '已用'), ('void', '作废')], default='used', max_length=4, verbose_name='状态')),
                ('incoming', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='numbers', to='incoming.incoming', verbose_name='收文')),
                ('reason', models.CharField(blank=True, max_length=400, verbose_name='作废缘由')),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='office.appointment', verbose_name='登记人')),
                ('at', models.DateTimeField(default=office.kernel.clock.now, verbose_name='登记时间')),
                ('void_at', models.DateTimeField(blank=True, null=True, verbose_name='作废时间')),
            ],
            options={
                'verbose_name': '收文号',
                'ordering': ['register', '-number'],
                'constraints': [models.UniqueConstraint(fields=('register', 'number'), name='an_incoming_number_is_taken_once'), models.UniqueConstraint(condition=models.Q(('state', 'used')), fields=('incoming',), name='an_incoming_uses_one_number'), models.CheckConstraint(condition=models.Q(('number__gte', 1)), name='incoming_numbers_count_from_one'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'void'), _negated=True), models.Q(('reason', ''), _negated=True), _connector='OR'), name='a_void_incoming_number_says_why')],
            },
        ),
        migrations.CreateModel(
            name='Intake',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uid', models.UUIDField(default=office.kernel.ids.uuid7, editable=False, unique=True, verbose_name='标识')),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='office.appointment', verbose_name='上传人')),
                ('file', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='office.storedfile', verbose_name='文件')),
                ('name', models.CharField(max_length=200, verbose_name='文件名')),
                ('pages', models.PositiveIntegerField(default=0, verbose_name='可看的页数')),
                ('text', models.TextField(blank=True, verbose_name='正文文字')),
                ('guessed', models.JSONField(blank=True, default=dict, verbose_name='读出的要素')),
                ('at', models.DateTimeField(default=office.kernel.clock.now, verbose_name='上传时间')),
                ('used_at', models.DateTimeField(blank=True, null=True, verbose_name='登记时间')),
            ],
            options={
                'verbose_name': '待登记文件',
                'ordering': ['-at'],
                'indexes': [models.Index(fields=['used_at', 'at'], name='intake_left_over')],
            },
        ),
        migrations.CreateModel(
            name='Phrase',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='人员')),
                ('text', models.CharField(max_length=200, verbose_name='批示语')),
                ('order', models.PositiveSmallIntegerField(default=0, verbose_name='排序')),
            ],
            options={
                'verbose_name': '常用批示语',
                'ordering': ['person', 'order', 'id'],
                'constraints': [models.UniqueConstraint(fields=('person', 'text'), name='a_person_keeps_a_phrase_once')],
            },
        ),
        migrations.CreateModel(
            name='Enclosure',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('incoming', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='enclosures', to='incoming.incoming', verbose_name='收文')),
                ('n', models.PositiveSmallIntegerField(verbose_name='第几件')),
                ('file', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='office.storedfile', verbose_name='文件')),
                ('name', models.CharField(max_length=200, verbose_name='文件名')),
            ],
            options={
                'verbose_name': '随文附件',
                'ordering': ['incoming', 'n'],
                'constraints': [models.UniqueConstraint(fields=('incoming', 'n'), name='an_enclosure_has_its_place')],
            },
        ),
    ]
