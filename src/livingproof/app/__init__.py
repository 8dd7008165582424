"""The platform: a Django project that keeps records, shows them as pages and offers them as an interface."""
