"""The whole cooperative in a file, and back: backups that only their keeper opens, and open files that anyone reads.

- ``tables``: which tables are kept, their rows as lines that are the same on both engines, their hashes.
- ``moment``: one consistent look at the database while others write.
- ``pieces``: what a backup or an export is made of, in order, and what it promises (the manifest).
- ``envelope``: the pieces as one encrypted file, and back.
- ``folder``: the pieces as open files, with schema, Markdown and CSV, and back.
- ``restoring``: an empty place is filled from pieces, all or nothing.
"""
