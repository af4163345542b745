from docflow.circulation.models.circulations import Circulation, Order, Reminder
from docflow.circulation.models.readings import Reading, ReadingOpinion

__all__ = ["Circulation", "Order", "Reading", "ReadingOpinion", "Reminder"]
