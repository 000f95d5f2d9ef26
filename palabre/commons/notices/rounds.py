"""The names of this chapter's work: its reader of the trail and its rounds."""

READER = "notices"
DELIVER = "notices.deliver"
MAIL = "notices.mail"
PUSH = "notices.push"
FORGET = "notices.forget"
