"""Files that are sent."""

from django.core.files.uploadedfile import SimpleUploadedFile


class Anew(SimpleUploadedFile):
    """A file that several send, one after the other: each time from its beginning."""

    def read(self, *size):
        self.seek(0)
        return super().read(*size)
