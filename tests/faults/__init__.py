"""What breaks: servers and workers killed, databases restarted, disks full. Real programs, real databases."""
