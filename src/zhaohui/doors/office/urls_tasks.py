"""Addresses of tasks: the list, one task, its steps, publishing; voices taken down for somebody."""

from django.urls import path

from zhaohui.doors.office.views import tasks

urlpatterns = [
    path("tasks/", tasks.page, name="tasks"),
    path("tasks/<int:pk>/", tasks.one, name="task"),
    path("tasks/<int:pk>/step/", tasks.step, name="task-step"),
    path("tasks/<int:pk>/publish/", tasks.publish, name="task-publish"),
    path("tasks/photos/<int:pk>/", tasks.photo, name="task-photo"),
    path("voices/new/", tasks.kinds, name="voice-kinds"),
    path("voices/new/<slug:kind>/", tasks.new, name="voice-new"),
]
