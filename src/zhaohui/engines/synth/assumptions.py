"""模拟参数: what the generator assumes where nobody published a figure. None of it is a fact.

One table, shown in docs/explanation/synthetic-county.md. A published margin of the pack always
wins over an assumption with the same key. Shares are 0…1, curves are (age, value) corners with
straight lines between them, money is fen a month unless said otherwise.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from zhaohui.engines.synth.allocation import Floats, Ints

Curve = tuple[tuple[float, float], ...]
Weights = tuple[tuple[str, float], ...]


@dataclass(frozen=True)
class Assumption:
    """One assumed number, curve over age or set of weights, with what it stands for."""

    value: float | Curve | Weights
    about: str


A = Assumption

POPULATION = {
    "registered_per_resident": A(1.15, "户籍人口与常住人口之比（无公布值时）"),
    "urban_share": A(0.45, "常住人口中住在社区的比例（无公布值时）"),
    "male_share": A(0.51, "常住人口男性比例（无公布值时）"),
    "age_0_14": A(0.16, "常住人口 0—14 岁比例（无公布值时）"),
    "age_60_up": A(0.22, "常住人口 60 岁及以上比例（无公布值时）"),
    "age_65_up": A(0.16, "常住人口 65 岁及以上比例（无公布值时）"),
    "living_size": A(2.4, "共同生活家庭平均人数（无公布值时）"),
    "incomer_share": A(0.04, "常住人口中户籍在县外的比例"),
    "resident_shape": A(
        (
            (0, 0.78),
            (5, 0.95),
            (10, 1.05),
            (15, 0.95),
            (19, 0.62),
            (24, 0.55),
            (30, 0.8),
            (36, 0.95),
            (40, 0.95),
            (46, 1.45),
            (52, 1.9),
            (57, 1.75),
            (60, 1.35),
            (66, 1.75),
            (70, 1.5),
            (75, 1.0),
            (80, 0.62),
            (85, 0.3),
            (90, 0.1),
            (95, 0.025),
            (100, 0.004),
        ),
        "常住人口单岁年龄形状（再按公布的年龄段比例校准）",
    ),
    "away_shape": A(
        (
            (0, 0.45),
            (6, 0.5),
            (12, 0.5),
            (16, 0.9),
            (20, 2.3),
            (28, 3.0),
            (36, 2.8),
            (45, 2.6),
            (52, 2.2),
            (58, 1.1),
            (65, 0.35),
            (75, 0.12),
            (85, 0.03),
            (95, 0.0),
        ),
        "外出户籍人口单岁年龄形状",
    ),
    "incomer_shape": A(
        ((0, 0.5), (8, 0.5), (16, 0.6), (24, 1.5), (40, 1.6), (55, 0.8), (70, 0.3), (90, 0.0)),
        "县外户籍常住人口相对于全部常住人口的年龄权重",
    ),
    "male_by_age": A(
        ((0, 0.525), (15, 0.525), (25, 0.515), (45, 0.51), (65, 0.505), (75, 0.48), (90, 0.36)),
        "各年龄男性比例（再按公布的总体性别比校准）",
    ),
    "away_male_share": A(0.545, "外出户籍人口男性比例"),
    "away_places": A(
        (
            ("same_city", 0.19),
            ("same_province", 0.26),
            ("440000", 0.16),
            ("330000", 0.13),
            ("320000", 0.06),
            ("350000", 0.04),
            ("310000", 0.03),
            ("110000", 0.03),
            ("500000", 0.04),
            ("650000", 0.03),
            ("610000", 0.03),
        ),
        "外出人口去向：本市其他县区、本省其他市、其他省份（国标省级代码）",
    ),
    "incomer_places": A(
        (
            ("same_city", 0.6),
            ("same_province", 0.28),
            ("620000", 0.05),
            ("500000", 0.04),
            ("610000", 0.03),
        ),
        "县外户籍常住人口的户籍地",
    ),
    "village_spread": A(0.35, "村与社区人口规模的对数标准差（无人口数时）"),
    "registered_urban_share": A(0.24, "户籍登记在社区的家庭比例"),
}

FAMILY = {
    "married_men": A(
        (
            (21, 0.0),
            (24, 0.16),
            (28, 0.5),
            (33, 0.74),
            (40, 0.84),
            (60, 0.88),
            (75, 0.8),
            (90, 0.5),
        ),
        "各年龄男性有配偶的比例",
    ),
    "married_women": A(
        (
            (19, 0.0),
            (22, 0.17),
            (26, 0.58),
            (31, 0.84),
            (40, 0.92),
            (60, 0.86),
            (75, 0.6),
            (90, 0.2),
        ),
        "各年龄女性有配偶的比例",
    ),
    "husband_older": A(1.8, "丈夫比妻子平均大几岁"),
    "husband_older_spread": A(2.4, "夫妻年龄差的标准差"),
    "wife_away_too": A(0.72, "外出已婚男性中妻子也外出的比例"),
    "spouse_elsewhere": A(0.15, "登记为已婚而配偶不在本册的比例（未配对者中）"),
    "children_of_couple": A((("0", 0.05), ("1", 0.33), ("2", 0.47), ("3", 0.15)), "夫妻子女数上限"),
    "first_birth_age": A(24.0, "父母中较年轻一方生第一个孩子时的平均年龄"),
    "first_birth_spread": A(3.0, "上述年龄的标准差"),
    "left_behind": A(0.24, "留在本县的孩子中父母都外出的比例"),
    "adult_child_at_home": A(0.88, "未婚成年子女仍登记在父母户内的比例（45 岁以下）"),
    "three_generations": A(0.75, "年轻夫妻能找到父母一辈时与其有亲子联系的比例"),
    "through_husband": A(0.82, "其中联系的是丈夫的父母的比例"),
    "parents_older": A(26.0, "父母一辈比子女平均大几岁"),
    "own_register": A(0.4, "有父母联系的年轻夫妻单独立户的比例"),
    "young_head": A(0.45, "三代同户中由年轻一代当户主的比例"),
    "orphan": A(0.0012, "18 岁以下孤儿比例"),
    "unsupported_child": A(0.004, "18 岁以下事实无人抚养儿童比例"),
    "hiv_child": A(0.00005, "18 岁以下艾滋病病毒感染儿童比例"),
    "institution_care": A(0.12, "孤儿等儿童中机构养育的比例"),
    "divorced": A(0.3, "35—59 岁无配偶者中离异的比例"),
    "widowed": A(
        ((40, 0.03), (55, 0.25), (65, 0.65), (75, 0.87), (90, 0.96)), "各年龄无配偶者中丧偶的比例"
    ),
    "ethnicity": A(
        (("汉族", 0.994), ("回族", 0.003), ("羌族", 0.0015), ("藏族", 0.0015)), "民族构成"
    ),
    "urban_register_farmer": A(0.08, "户籍在社区而户籍性质为农村的比例"),
    "village_register_townsman": A(0.03, "户籍在村而户籍性质为城镇的比例"),
}

SCHOOL = {
    "kindergarten": A(0.9, "3—5 岁在园比例（无公布值时）"),
    "senior_secondary": A(0.93, "15—17 岁在读高中阶段比例（无公布值时）"),
    "vocational": A(0.42, "高中阶段在读者中读中职的比例"),
    "college": A(
        ((18, 0.5), (20, 0.5), (21, 0.42), (22, 0.12), (23, 0.06), (24, 0.0)),
        "各学年年龄在读大专及以上的比例",
    ),
    "boards": A(
        (
            ("学前", 0.0),
            ("小学", 0.22),
            ("初中", 0.6),
            ("普高", 0.75),
            ("中职", 0.8),
            ("大专及以上", 0.95),
        ),
        "各学段寄宿比例",
    ),
    "inclusive_kindergarten": A(0.91, "在园儿童中读公办园或普惠性民办园的比例"),
    "agricultural_major": A(0.12, "中职学生中涉农专业的比例"),
    "performing_major": A(0.02, "中职学生中表演类专业的比例"),
    "student_hardship": A(
        (("无", 0.82), ("一般困难", 0.09), ("困难", 0.06), ("特别困难", 0.03)),
        "学生困难等级构成（困难家庭优先）",
    ),
    "graduate": A(
        ((21, 0.0), (22, 0.2), (26, 0.34), (35, 0.22), (45, 0.1), (60, 0.03), (80, 0.01)),
        "各年龄大专及以上毕业比例",
    ),
}

WORK = {
    "unit_rural": A(
        ((16, 0.0), (20, 0.12), (35, 0.16), (50, 0.1), (60, 0.02), (65, 0.0)),
        "农村常住人口各年龄单位就业比例",
    ),
    "unit_urban": A(
        ((16, 0.0), (20, 0.2), (30, 0.44), (50, 0.34), (60, 0.06), (65, 0.0)),
        "城镇常住人口各年龄单位就业比例",
    ),
    "flexible_rural": A(
        ((16, 0.1), (25, 0.26), (50, 0.24), (62, 0.08), (72, 0.0)), "农村各年龄灵活就业比例"
    ),
    "flexible_urban": A(
        ((16, 0.15), (25, 0.3), (50, 0.3), (60, 0.12), (70, 0.0)), "城镇各年龄灵活就业比例"
    ),
    "farming_rural": A(
        ((16, 0.05), (25, 0.2), (40, 0.36), (60, 0.66), (68, 0.6), (75, 0.3), (85, 0.0)),
        "农村各年龄务农比例",
    ),
    "farming_urban": A(
        ((16, 0.0), (40, 0.05), (60, 0.1), (75, 0.03), (85, 0.0)), "城镇各年龄务农比例"
    ),
    "unemployed_share": A(
        ((16, 0.07), (25, 0.05), (45, 0.04), (60, 0.02), (61, 0.0)), "各年龄非在校者失业比例"
    ),
    "registered_unemployed": A(0.55, "城乡失业者中办理登记的比例（无公布值时）"),
    "involuntary": A(0.6, "登记失业者中非自愿失业的比例"),
    "away_unit": A(0.46, "外出劳动者中单位就业的比例"),
    "away_works": A(0.93, "外出的 16—64 岁非在校者中务工的比例"),
    "wages": A(
        (
            ("单位就业", 4300_00),
            ("灵活就业", 2900_00),
            ("务农", 1150_00),
            ("退休", 2500_00),
            ("外出", 4700_00),
        ),
        "月收入中位数，分/月",
    ),
    "wage_spread": A(
        (("单位就业", 0.38), ("灵活就业", 0.48), ("务农", 0.6), ("退休", 0.25), ("外出", 0.34)),
        "月收入对数标准差",
    ),
    "elder_income": A(190_00, "60 岁以上城乡居民除务农外月收入中位数，分/月"),
    "retired": A(
        ((50, 0.02), (55, 0.1), (60, 0.17), (70, 0.14), (85, 0.1)),
        "各年龄领取职工养老金的比例（农村减半、城镇加倍）",
    ),
    "unemployment_insured_in_work": A(0.62, "单位就业者参加失业保险的比例（无公布值时）"),
    "injury_insured_in_work": A(0.85, "单位就业者参加工伤保险的比例（无公布值时）"),
    "maternity_insured_in_work": A(0.74, "单位就业者参加生育保险的比例"),
    "claimed_benefit": A(0.4, "登记且非自愿、缴费满一年的失业者中已领过失业金的比例"),
    "owns_business": A(0.07, "灵活就业者中有营业执照的比例"),
    "first_business": A(0.82, "有营业执照者中首次创业的比例"),
    "returnee": A(0.4, "有营业执照者中返乡创业的比例"),
    "good_credit": A(0.955, "成年人贷款记录良好的比例"),
    "wage_claim": A(0.004, "劳动者中要讨回欠薪或索要工伤赔偿的比例"),
}

INSURANCE = {
    "medical_share": A(0.95, "基本医疗保险参保率（无公布值时）"),
    "pension_share": A(0.93, "16 岁以上非在校者基本养老保险参保率（无公布值时）"),
    "employee_scheme": A(
        (("单位就业", 0.93), ("灵活就业", 0.16), ("退休", 1.0)), "参加职工养老、医保的比例"
    ),
    "pension_qualified": A(0.95, "60 岁以上居民养老参保者满足缴费条件的比例"),
    "pension_tier": A(
        (
            ("200", 0.46),
            ("300", 0.2),
            ("400", 0.1),
            ("500", 0.1),
            ("1000", 0.08),
            ("2000", 0.04),
            ("3000", 0.02),
        ),
        "居民养老缴费档次构成，元/年",
    ),
}

HEALTH = {
    "disability": A(
        ((0, 0.004), (10, 0.012), (30, 0.028), (50, 0.055), (65, 0.11), (80, 0.19), (95, 0.24)),
        "各年龄持残疾证比例",
    ),
    "disability_share": A(0.06, "持残疾证占全部人口的比例"),
    "disability_young": A(
        (
            ("视力", 0.07),
            ("听力", 0.12),
            ("言语", 0.08),
            ("肢体", 0.22),
            ("智力", 0.33),
            ("精神", 0.1),
            ("多重", 0.08),
        ),
        "30 岁以下残疾类别构成",
    ),
    "disability_old": A(
        (
            ("视力", 0.16),
            ("听力", 0.19),
            ("言语", 0.01),
            ("肢体", 0.46),
            ("智力", 0.05),
            ("精神", 0.08),
            ("多重", 0.05),
        ),
        "30 岁以上残疾类别构成",
    ),
    "disability_level": A((("1", 0.13), ("2", 0.27), ("3", 0.29), ("4", 0.31)), "残疾等级构成"),
    "long_term_care": A(
        ((0, 0.0005), (50, 0.002), (65, 0.012), (75, 0.045), (85, 0.15), (95, 0.35)),
        "各年龄需长期照护比例",
    ),
    "hypertension": A(
        ((18, 0.005), (35, 0.04), (50, 0.17), (65, 0.38), (80, 0.5)), "各年龄确诊高血压比例"
    ),
    "diabetes": A(
        ((18, 0.001), (35, 0.012), (50, 0.06), (65, 0.13), (80, 0.15)), "各年龄确诊 2 型糖尿病比例"
    ),
    "serious_illness": A(((0, 0.002), (40, 0.005), (60, 0.015), (80, 0.03)), "各年龄患重病比例"),
    "severe_mental": A(0.0045, "14 岁以上严重精神障碍比例"),
    "tuberculosis": A(0.0005, "肺结核比例"),
    "pregnant_per_infant": A(0.87, "怀孕或产后 42 天内的妇女人数与未满周岁孩子数之比"),
    "pregnancy_by_age": A(
        ((18, 0.05), (22, 0.6), (27, 1.0), (32, 0.75), (38, 0.2), (45, 0.02), (49, 0.002)),
        "怀孕的年龄权重",
    ),
    "plans_pregnancy": A(0.05, "22—40 岁已婚未怀孕妇女计划怀孕的比例"),
    "lawful_birth": A(0.995, "怀孕者中依法生育的比例"),
}

RELIEF = {
    "dibao_rural": A(0.055, "农村共同生活家庭低保比例（收入最低者）"),
    "dibao_urban": A(0.025, "城镇共同生活家庭低保比例（收入最低者）"),
    "dibao_edge": A(0.012, "低保边缘家庭比例"),
    "dibao_error": A(0.04, "低保名册与收入排序不符的比例（漏保、错保）"),
    "assets_bad": A(0.08, "财产超过规定的家庭比例"),
    "other_income_share": A(0.35, "有其他收入的家庭比例"),
    "other_income": A(260_00, "家庭其他月收入中位数，分/月"),
    "tekun": A(0.006, "户籍常住人口享受特困供养的比例（60 岁以上独居未婚为主）"),
    "lifted": A(0.17, "农村户籍家庭中脱贫户比例"),
    "monitored": A(0.01, "农村户籍家庭中防返贫监测对象比例"),
    "sudden_hardship": A(0.004, "近期遭遇突发困难的家庭比例"),
    "hard_to_employ": A(0.3, "登记失业者中认定为就业困难人员的比例"),
    "house_danger_rural": A(
        (("A", 0.68), ("B", 0.27), ("C", 0.035), ("D", 0.015)), "农村住房等级构成"
    ),
    "house_danger_urban": A(
        (("A", 0.87), ("B", 0.12), ("C", 0.008), ("D", 0.002)), "城镇住房等级构成"
    ),
    "homes_rural": A((("0", 0.03), ("1", 0.84), ("2", 0.12), ("3", 0.01)), "农村家庭住房套数构成"),
    "homes_urban": A((("0", 0.2), ("1", 0.65), ("2", 0.13), ("3", 0.02)), "城镇家庭住房套数构成"),
    "home_area": A(95.0, "住房面积中位数（平方米），按人数摊"),
    "housing_aid": A(0.16, "享受过农房改造或住房保障的家庭比例"),
    "veteran": A(
        ((18, 0.0), (22, 0.02), (35, 0.03), (50, 0.045), (65, 0.06), (75, 0.05), (90, 0.05)),
        "各年龄男性退役军人比例",
    ),
    "veteran_women": A(0.03, "女性退役军人与同龄男性之比"),
    "veteran_injured": A(0.05, "退役军人中残疾军人比例"),
    "veteran_ill": A(0.03, "退役军人中带病回乡比例"),
    "veteran_in_action": A(0.14, "1958—1968 年出生退役军人中参战退役人员比例"),
    "special_family": A(0.012, "49 岁以上有一孩者中计生特扶比例"),
    "one_child_or_two_girls": A(0.4, "子女情况不在本册的 50 岁以上人员中独生子女或双女户比例"),
}

SUPPLY = {
    "employer_size": A(24.0, "用人单位平均职工数"),
    "health_staff_other": A(1.35, "医疗机构人员与医师、护士之和的比"),
    "doctors_per_1000": A(2.8, "每千人口执业（助理）医师（无公布值时）"),
    "nurses_per_1000": A(2.5, "每千人口注册护士（无公布值时）"),
    "care_beds_per_1000_elders": A(30.0, "每千老年人口养老床位（无公布值时）"),
    "care_bed_use": A(0.55, "养老床位使用率"),
    "childcare_places_per_1000": A(1.5, "每千人口托位（无公布值时）"),
    "childcare_use": A(0.6, "托位使用率"),
    "hospital_beds_per_1000": A(5.0, "每千人口医院床位"),
    "hospital_bed_use": A(0.75, "医院床位使用率"),
    "school_room": A(1.15, "学校学位与在读人数之比"),
    "pupils_per_teacher": A(13.0, "生师比"),
    "around_town_m": A(2500.0, "设施离镇点距离的标准差（米）"),
}

ASSUMPTIONS: dict[str, Assumption] = {
    **POPULATION,
    **FAMILY,
    **SCHOOL,
    **WORK,
    **INSURANCE,
    **HEALTH,
    **RELIEF,
    **SUPPLY,
}


def number(key: str) -> float:
    """Return one assumed number."""
    value = ASSUMPTIONS[key].value
    if isinstance(value, tuple):
        raise TypeError(f"{key} is not one number")
    return float(value)


def by_age(key: str, ages: Ints) -> Floats:
    """Return the curve's value at each age.

    >>> by_age("tuberculosis", np.array([40]))
    array([0.0005])
    """
    value = ASSUMPTIONS[key].value
    if not isinstance(value, tuple):
        return np.full(len(ages), float(value))
    corners = np.array(value, dtype=float)
    return np.interp(ages, corners[:, 0], corners[:, 1])


def weights(key: str) -> tuple[list[str], Floats]:
    """Return the words and their shares."""
    value = ASSUMPTIONS[key].value
    if not isinstance(value, tuple):
        raise TypeError(f"{key} has no words")
    return [str(word) for word, _ in value], np.array([share for _, share in value], dtype=float)
