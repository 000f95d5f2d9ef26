"""What the tags in ``templatetags/ui.py`` show: plain functions that know neither requests nor the database."""
