"""收下待登记的文件。"""

from uuid import UUID

from docflow.incoming import policy
from docflow.incoming.models import Intake
from docflow.incoming.readings import FileRead
from docflow.secrecy import refuse_marked
from office.api import Actor, action, keep
from office.kernel.uploads import Examined


@action
def take_in_file(content: bytes, examined: Examined, read: FileRead, *, by: Actor, key: UUID) -> Intake:
    """收下：keep a file that was examined and read, until it is registered. A secret one is not kept."""
    actor = policy.registrars.ask(by)
    refuse_marked(read.text)
    return Intake.objects.create(
        by=actor.appointment,
        file=keep(content, examined.media_type),
        name=examined.name,
        pages=read.pages,
        text=read.text,
        guessed=read.guess.to_data(),
    )
