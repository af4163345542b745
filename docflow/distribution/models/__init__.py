from docflow.distribution.models.deliveries import STANDING, Delivery, DeliveryState, Manner
from docflow.distribution.models.groups import AddresseeGroup, GroupMember
from docflow.distribution.models.offline import OfflineDelivery
from docflow.distribution.models.urging import Urging

__all__ = [
    "STANDING",
    "AddresseeGroup",
    "Delivery",
    "DeliveryState",
    "GroupMember",
    "Manner",
    "OfflineDelivery",
    "Urging",
]
