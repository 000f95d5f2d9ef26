"""Mail that comes in: answers that become comments, mails that came back, and what is neither."""
