"""What happened or is wished lately: hospital bills, disasters, work wishes, injuries, lists of houses."""

from __future__ import annotations

import numpy as np

from zhaohui.engines.synth.allocation import Floats, Ints, draw_kinds, pick_by_chance
from zhaohui.engines.synth.assumptions import by_age, number, weights
from zhaohui.engines.synth.claims import add_claims
from zhaohui.engines.synth.insurance import MEDICAL, UNINSURED
from zhaohui.engines.synth.labour import RETIREMENT, TEN_YUAN, WORKING_AGE
from zhaohui.engines.synth.people import HOME
from zhaohui.engines.synth.scene import Scene
from zhaohui.engines.synth.schooling import is_student

LEVELS = ("基层", "一级", "二级", "三级")
DISASTERS = ("无", "紧急转移", "住房倒损", "冬春困难")
RENEWAL = ("无", "棚户区", "老旧小区")
WISHES = ("无", "找工作", "创业", "都想")
SELF_CARE = ("全自理", "半护理", "全护理")
NEAR_RETIREMENT = 5


def add_circumstances(scene: Scene) -> None:
    """Make the facts that change within a year, for people and for living households."""
    add_hospital_bills(scene)
    add_houses(scene)
    add_work_wishes(scene)
    add_public_posts(scene)
    add_work_records(scene)
    add_claims(scene)
    add_rare_health(scene)
    young = (scene.people.age < 30) & ~scene.is_word("veteran_category", "无")
    waiting = pick_by_chance(scene.rng("placement"), young * number("awaits_placement"))
    scene.put("awaits_placement", waiting)


def add_hospital_bills(scene: Scene) -> None:
    """One bill each for some of the insured at home, and what the year had cost before it."""
    rng, people = scene.rng("hospital"), scene.people
    insured = ~scene.is_word("medical_insurance", MEDICAL[UNINSURED])
    chance = by_age("hospital_stay", people.age) * insured * people.resident
    ill = np.minimum(chance * np.where(scene.flags("serious_illness"), 5.0, 1.0), 0.95)
    stayed = pick_by_chance(rng, ill)
    bills = money(rng, people.size, "hospital_covered_cost", number("hospital_cost_spread"))
    before = money(rng, people.size, "hospital_covered_cost", number("hospital_cost_spread"))
    before = np.where(pick_by_chance(rng, stayed * number("hospital_again")), before, 0)
    own = tens(before.astype(float) * number("own_share"))
    level = draw_kinds(rng, people.size, weights("hospital_level")[1])
    scene.put("hospital_covered_cost", np.where(stayed, bills, 0))
    scene.put("hospital_level", level, known=stayed, words=LEVELS)
    scene.put("yearly_insurance_paid", before - own)
    scene.put("yearly_own_payment", own)
    scene.put("yearly_medical_aid", np.zeros(people.size, dtype=np.int64))
    scene.put_living("hospital_this_year", scene.per_home(stayed.astype(float)) > 0)
    paid = scene.per_home(np.where(stayed, bills, 0) * number("own_share") + own)
    count = len(scene.living_head)
    other = money(rng, count, "rigid_expenses", 0.8)
    other = np.where(pick_by_chance(rng, np.full(count, number("rigid_share"))), other, 0)
    scene.put_living("rigid_expenses", tens(paid + other))


def money(rng: np.random.Generator, size: int, median: str, spread: float) -> Ints:
    """Draw log-normal sums in fen, whole tens of yuan."""
    return tens(number(median) * np.exp(rng.normal(0, spread, size)))


def tens(fen: Floats) -> Ints:
    """Round to whole tens of yuan."""
    whole: Ints = np.rint(fen / TEN_YUAN).astype(np.int64) * TEN_YUAN
    return whole


def add_houses(scene: Scene) -> None:
    """Disasters of homes with somebody here; lists of old houses in towns."""
    rng, head = scene.rng("houses"), scene.living_head
    here = scene.per_home((scene.people.standing == HOME).astype(float)) > 0
    disaster = draw_kinds(rng, len(head), weights("disaster")[1])
    scene.put_living("disaster", np.where(here, disaster, 0), words=DISASTERS)
    renewal = draw_kinds(rng, len(head), weights("renewal_urban")[1])
    urban = scene.places.urban[head] & here
    scene.put_living("renewal_area", np.where(urban, renewal, 0), words=RENEWAL)


def add_work_wishes(scene: Scene) -> None:
    """Who looks for work or wants a business, and whose file nobody keeps."""
    rng, age = scene.rng("wishes"), scene.people.age
    able = (age >= WORKING_AGE) & (age < RETIREMENT) & ~is_student(scene)
    idle = scene.is_word("employment", "失业")
    looks = pick_by_chance(
        rng, able * np.where(idle, number("looks_for_work"), number("changes_work"))
    )
    founds = pick_by_chance(rng, able * number("plans_business"))
    scene.put("work_wish", looks.astype(np.int64) + 2 * founds, words=WISHES)
    loose = scene.is_word("employment", "失业", "灵活就业", "不在劳动力市场")
    loose &= able & (scene.numbers("graduation_year") > 0)
    scene.put("archive_needed", pick_by_chance(rng, loose * number("archive_needed")))


def add_public_posts(scene: Scene) -> None:
    """Put some of the older employees on public posts, recognised as hard to employ."""
    rng, people = scene.rng("public posts"), scene.people
    old = scene.is_word("employment", "单位就业") & people.resident & (people.age >= 40)
    post = pick_by_chance(rng, old * number("public_post"))
    months = np.where(post, rng.integers(1, 45, people.size), 0)
    scene.put("public_post_months", months)
    scene.facts["hard_to_employ"].values[post] = True
    retires = np.where(people.male, RETIREMENT, 55)
    near = (people.age < retires) & (people.age >= retires - NEAR_RETIREMENT)
    scene.put("near_retirement", near)


def add_work_records(scene: Scene) -> None:
    """Recognised work injuries, the employer's mean wage, student loans, schools in the country."""
    rng, people = scene.rng("work records"), scene.people
    injured = scene.flags("in_injury_insurance") * number("work_injury")
    scene.put("work_injury", pick_by_chance(rng, injured))
    wage = tens(weights("wages")[1][0] * np.exp(rng.normal(0, 0.2, people.size)))
    insured = scene.flags("in_maternity_insurance")
    scene.put("employer_average_wage", wage, known=insured)
    college = scene.is_word("study_stage", "大专及以上") | (scene.numbers("graduation_year") > 0)
    loan = college & (people.age < 30)
    scene.put("student_loan", pick_by_chance(rng, loan * number("student_loan")))
    pupil = scene.is_word("study_stage", "小学", "初中")
    scene.put("rural_school", pupil & ~scene.places.urban)


def add_rare_health(scene: Scene) -> None:
    """Endemic disease, care for HIV, and how far somebody can look after herself."""
    rng, people = scene.rng("rare health"), scene.people
    everyone = np.full(people.size, number("endemic_disease"))
    scene.put("endemic_disease", pick_by_chance(rng, everyone))
    adult = people.age >= 18
    scene.put("hiv_follow_up", pick_by_chance(rng, adult * number("hiv_follow_up")))
    scene.put("hiv_prevention", pick_by_chance(rng, adult * number("hiv_prevention")))
    care = scene.flags("needs_long_term_care")
    grade = np.where(care, 1 + (rng.random(people.size) < 0.4), 0)
    scene.put("self_care", grade.astype(np.int64), words=SELF_CARE)
