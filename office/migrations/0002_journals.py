import django.db.models.deletion
import office.kernel.clock
import office.kernel.json_text
from django.db import migrations, models
from office.kernel.append_only import AppendOnly


class Migration(migrations.Migration):

    dependencies = [
        ('office', '0001_foundation'),
    ]

    operations = [
        migrations.CreateModel(
            name='TrailBlock',
            fields=[
                ('n', models.PositiveBigIntegerField(primary_key=True, serialize=False, verbose_name='块号')),
                ('previous', models.CharField(max_length=64, verbose_name='前块')),
                ('root', models.CharField(max_length=64, verbose_name='默克尔根')),
                ('hash', models.CharField(max_length=64, verbose_name='块摘要')),
                ('count', models.PositiveIntegerField(verbose_name='条数')),
                ('at', models.DateTimeField(verbose_name='时间')),
                ('key', models.CharField(help_text='which key signed: the first digits of its digest', max_length=16, verbose_name='签名密钥')),
                ('signature', models.CharField(max_length=128, verbose_name='签名')),
            ],
            options={
                'verbose_name': '记录块',
                'ordering': ['n'],
            },
        ),
        migrations.CreateModel(
            name='TrailEntry',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('stream', models.CharField(help_text='the run or object whose history this is: run:UID …', max_length=80, verbose_name='流')),
                ('stream_seq', models.PositiveIntegerField(help_text='1, 2, 3 … without a gap', verbose_name='流内序号')),
                ('at', models.DateTimeField(default=office.kernel.clock.now, verbose_name='时间')),
                ('act', models.CharField(help_text='room.past_participle: docflow.signed_off', max_length=80, verbose_name='动作')),
                ('about', models.UUIDField(null=True, verbose_name='所涉对象')),
                ('title', models.CharField(blank=True, max_length=400, verbose_name='对象题名')),
                ('person', models.UUIDField(help_text='null: the system itself', null=True, verbose_name='人员')),
                ('appointment', models.UUIDField(null=True, verbose_name='任职')),
                ('name', models.CharField(max_length=40, verbose_name='姓名')),
                ('post', models.CharField(blank=True, max_length=60, verbose_name='职务')),
                ('department', models.CharField(blank=True, max_length=80, verbose_name='处室')),
                ('organ_uid', models.UUIDField(null=True, verbose_name='机关标识')),
                ('organ', models.CharField(blank=True, max_length=120, verbose_name='机关')),
                ('on_behalf_of', office.kernel.json_text.JsonText(blank=True, default=dict, verbose_name='代谁办理')),
                ('address', models.CharField(blank=True, max_length=45, verbose_name='来自何处')),
                ('session', models.CharField(blank=True, help_text='first digits of the digest of its key', max_length=16, verbose_name='会话')),
                ('detail', office.kernel.json_text.JsonText(blank=True, default=dict, verbose_name='详情')),
                ('digest', models.CharField(max_length=64, verbose_name='摘要')),
            ],
            options={
                'verbose_name': '办理记录',
                'ordering': ['id'],
                'indexes': [models.Index(fields=['about', 'id'], name='trail_about'), models.Index(fields=['person', 'id'], name='trail_by_person')],
                'constraints': [
                    models.UniqueConstraint(fields=('stream', 'stream_seq'), name='a_place_in_a_stream_is_taken_once'),
                    models.CheckConstraint(condition=models.Q(('stream_seq__gte', 1)), name='a_stream_begins_with_one'),
                ],
            },
        ),
        migrations.CreateModel(
            name='AccessEntry',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField(default=office.kernel.clock.now, verbose_name='时间')),
                ('kind', models.CharField(choices=[('read', '阅看'), ('download', '下载'), ('print', '打印'), ('search', '检索'), ('sign_in', '登录'), ('sign_in_failed', '登录未成'), ('sign_out', '退出'), ('timed_out', '久未操作退出'), ('refused', '未获准许')], max_length=20, verbose_name='事项')),
                ('person', models.UUIDField(help_text='null: nobody was signed in', null=True, verbose_name='人员')),
                ('name', models.CharField(blank=True, max_length=60, verbose_name='姓名或登录名')),
                ('about', models.UUIDField(null=True, verbose_name='所涉对象')),
                ('title', models.CharField(blank=True, max_length=400, verbose_name='对象题名')),
                ('address', models.CharField(blank=True, max_length=45, verbose_name='来自何处')),
                ('device', models.CharField(blank=True, max_length=200, verbose_name='设备')),
                ('session', models.CharField(blank=True, help_text='first digits of the digest of its key', max_length=16, verbose_name='会话')),
                ('method', models.CharField(max_length=10, verbose_name='方法')),
                ('path', models.CharField(help_text='without its query, secrets in it blotted out', max_length=400, verbose_name='路径')),
                ('status', models.PositiveSmallIntegerField(verbose_name='答复')),
                ('sentence', models.CharField(blank=True, help_text='what the refusal said', max_length=400, verbose_name='说明')),
            ],
            options={
                'verbose_name': '访问日志',
                'ordering': ['id'],
                'indexes': [models.Index(fields=['person', 'id'], name='access_by_person'), models.Index(fields=['about', 'id'], name='access_about'), models.Index(fields=['at'], name='access_by_time')],
            },
        ),
        migrations.CreateModel(
            name='TrailMember',
            fields=[
                ('entry', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, primary_key=True, related_name='membership', serialize=False, to='office.trailentry', verbose_name='记录')),
                ('block', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='members', to='office.trailblock', verbose_name='块')),
                ('digest', models.CharField(max_length=64, verbose_name='摘要')),
            ],
            options={
                'verbose_name': '入块记录',
            },
        ),
        AppendOnly('TrailEntry'),
        AppendOnly('TrailBlock'),
        AppendOnly('TrailMember'),
        AppendOnly('AccessEntry'),
    ]
