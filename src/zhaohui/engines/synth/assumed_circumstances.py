"""模拟参数 of hospital stays, disasters, work wishes and lists. Assumptions of the generator, no facts."""

from __future__ import annotations

from zhaohui.engines.synth.assumption import Assumption as A

CIRCUMSTANCES = {
    "disaster": A(
        (("无", 0.994), ("紧急转移", 0.002), ("住房倒损", 0.001), ("冬春困难", 0.003)),
        "本县共同生活家庭受灾情形构成",
    ),
    "renewal_urban": A(
        (("无", 0.93), ("棚户区", 0.01), ("老旧小区", 0.06)), "城镇家庭列入住房改造的构成"
    ),
    "hospital_stay": A(
        ((0, 0.08), (5, 0.03), (30, 0.04), (50, 0.08), (65, 0.18), (80, 0.26)),
        "各年龄参保居民本年住院比例",
    ),
    "hospital_covered_cost": A(5200_00.0, "一次住院政策范围内费用中位数，分"),
    "hospital_cost_spread": A(0.8, "住院费用的对数标准差"),
    "hospital_level": A(
        (("基层", 0.3), ("一级", 0.05), ("二级", 0.45), ("三级", 0.2)), "住院的医院等级构成"
    ),
    "hospital_again": A(0.25, "住院者中本年此前已住过院的比例"),
    "own_share": A(0.35, "此前住院政策范围内费用中自付的比例"),
    "rigid_share": A(0.3, "有医疗以外必需大笔开支的家庭比例"),
    "rigid_expenses": A(6000_00.0, "上述开支中位数，分/年"),
    "looks_for_work": A(0.8, "失业者中想找工作的比例"),
    "changes_work": A(0.06, "其他 16—59 岁非在校者中想找工作或换工作的比例"),
    "plans_business": A(0.02, "16—59 岁非在校者中想创业的比例"),
    "archive_needed": A(0.3, "没有单位的大专及以上毕业生中档案需托管的比例"),
    "public_post": A(0.02, "40 岁以上单位就业者中在公益性岗位的比例"),
    "student_loan": A(0.15, "30 岁以下在读或毕业大专及以上者中办过国家助学贷款的比例"),
    "work_injury": A(0.01, "参加工伤保险者中已认定工伤的比例"),
    "skill_certificate": A(0.03, "单位就业者中近两年取得技能等级证书的比例"),
    "endemic_disease": A(0.0008, "地方病比例"),
    "hiv_follow_up": A(0.0004, "成年人中在艾滋病随访管理的比例"),
    "hiv_prevention": A(0.0006, "成年人中需要艾滋病预防服务的比例"),
    "awaits_placement": A(0.12, "30 岁以下退役军人中待安置的比例"),
}
