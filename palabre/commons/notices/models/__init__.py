from palabre.commons.notices.models.broadcasts import Broadcast, BroadcastMail
from palabre.commons.notices.models.inbound import Answered, InboundMail, Trouble
from palabre.commons.notices.models.notices import Device, Mute, Notice, Rhythm, Sent, usual_pace

__all__ = [
    "Answered",
    "Broadcast",
    "BroadcastMail",
    "Device",
    "InboundMail",
    "Mute",
    "Notice",
    "Rhythm",
    "Sent",
    "Trouble",
    "usual_pace",
]
