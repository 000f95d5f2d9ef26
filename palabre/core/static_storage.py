"""Static files under names that change with their content, compressed once, at start."""

from whitenoise.storage import CompressedManifestStaticFilesStorage


class HashedStatic(CompressedManifestStaticFilesStorage):
    """Also rewrites ``import`` paths in our JavaScript modules, so there is no bundler and no import map."""

    support_js_module_import_aggregation = True
    manifest_strict = False
