"""The door for a WSGI server: `granian --interface wsgi zhaohui.county.wsgi:application`."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "zhaohui.county.settings.embedded")
application = get_wsgi_application()
