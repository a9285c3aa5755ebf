"""我能享受什么: the anonymous household form; one address, every answer travels in the form."""

from types import ModuleType

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from zhaohui.county.accounts.gate import public
from zhaohui.county.catalog.queries import current_pack, current_rulebook
from zhaohui.doors.portal.check import members, question, result, start
from zhaohui.doors.portal.check.answers import Answers, seal, unseal
from zhaohui.doors.portal.check.sitting import Problem, Sitting
from zhaohui.doors.portal.preferences import changes_preference, keep_preferences

STEPS: dict[str, ModuleType] = {
    "start": start,
    "members": members,
    "question": question,
    "result": result,
}


@public
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def page(request: HttpRequest) -> HttpResponse:
    """Take the step that was filled in and show the next one."""
    sitting = Sitting(current_pack(), current_rulebook(), timezone.localdate())
    if request.method != "POST":
        return show(request, sitting, Answers())
    answers = unseal(request.POST.get("state", ""), sitting.pack)
    if changes_preference(request):
        response = show(request, sitting, answers, request.POST)
        keep_preferences(request, response)
        return response
    if "back" in request.POST:
        go_back(sitting, answers)
        return show(request, sitting, answers)
    problems = STEPS[answers.step].read(sitting, answers, request.POST)
    return show(request, sitting, answers, request.POST if problems else None, problems)


def go_back(sitting: Sitting, answers: Answers) -> None:
    """Return to the page before this one; its answers are shown again or asked again."""
    if answers.step == "members":
        answers.step = "start"
    elif answers.step == "result" and question.next_question(sitting.report(answers), answers):
        answers.step = "question"
    elif answers.asked:
        answers.take_back(sitting.pack)
        answers.step = "question"
    else:
        answers.step = "members"


def show(
    request: HttpRequest,
    sitting: Sitting,
    answers: Answers,
    post: QueryDict | None = None,
    problems: list[Problem] | None = None,
) -> HttpResponse:
    """Render the step that the answers have come to."""
    context = STEPS[answers.step].page(sitting, answers, post)
    if answers.step == "question" and not context["fields"]:
        answers.step = "result"
        context = result.page(sitting, answers, None)
    context |= {"state": seal(answers), "problems": problems or [], "keep_in_form": "check"}
    return render(request, f"portal/check_{answers.step}.html", context)
