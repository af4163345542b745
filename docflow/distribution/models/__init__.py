from docflow.distribution.models.deliveries import Delivery, DeliveryState, Manner
from docflow.distribution.models.groups import AddresseeGroup, GroupMember

__all__ = ["AddresseeGroup", "Delivery", "DeliveryState", "GroupMember", "Manner"]
