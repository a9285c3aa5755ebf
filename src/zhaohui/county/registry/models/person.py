"""A person and her facts: wide typed columns, one a fact of the dictionary."""

from __future__ import annotations

from django.db import models
from django.db.models.functions import Coalesce

from zhaohui.county.registry.models.household import Household
from zhaohui.county.registry.models.source import SourceBatch


class Person(models.Model):
    """自然人. NULL is "unknown", never "no"; money is in fen (分).

    Who she is, is sealed: identity number, phone and bank card as SM4-GCM values, found by a
    blind index. `batch` says where the row's facts come from; `FieldOverride` where one differs.
    """

    id = models.BigAutoField(primary_key=True)
    living = models.ForeignKey(
        Household, models.PROTECT, related_name="living_members", verbose_name="共同生活家庭"
    )
    registered = models.ForeignKey(
        Household, models.PROTECT, related_name="registered_members", verbose_name="户籍户"
    )
    town = models.CharField("镇", max_length=9, null=True)
    village = models.CharField("村（社区）", max_length=12, null=True)
    # Not indexed: one batch brings most rows, and nobody asks for a batch's rows.
    batch = models.ForeignKey(SourceBatch, models.PROTECT, db_index=False, verbose_name="来源批次")

    name = models.CharField("姓名", max_length=64, null=True)
    identity_sealed = models.BinaryField("身份证号（密）", null=True)
    identity_index = models.BinaryField("身份证号索引", max_length=32, null=True)
    phone_sealed = models.BinaryField("手机号（密）", null=True)
    phone_index = models.BinaryField("手机号索引", max_length=32, null=True)
    bank_card_sealed = models.BinaryField("银行卡号（密）", null=True)

    # The facts, in the dictionary's order.
    sex = models.CharField("性别", max_length=16, null=True)
    birth_date = models.DateField("出生日期", null=True)
    ethnicity = models.CharField("民族", max_length=64, null=True)
    marital = models.CharField("婚姻状况", max_length=16, null=True)
    relation = models.CharField("与户主关系", max_length=16, null=True)
    hukou_area = models.CharField("户籍区划", max_length=12, null=True)
    hukou_kind = models.CharField("户籍性质", max_length=16, null=True)
    residence_area = models.CharField("居住区划", max_length=12, null=True)
    works_away = models.BooleanField("外出务工", null=True)
    study_stage = models.CharField("就学阶段", max_length=16, null=True)
    grade = models.IntegerField("就读年级", null=True)
    boards = models.BooleanField("寄宿", null=True)
    inclusive_kindergarten = models.BooleanField("普惠性幼儿园", null=True)
    agricultural_major = models.BooleanField("涉农专业", null=True)
    performing_major = models.BooleanField("表演类专业", null=True)
    student_hardship = models.CharField("学生困难等级", max_length=16, null=True)
    employment = models.CharField("就业状态", max_length=16, null=True)
    registered_unemployed = models.BooleanField("登记失业", null=True)
    involuntary_unemployment = models.BooleanField("非自愿失业", null=True)
    unemployment_insurance_months = models.IntegerField("失业保险缴费月数", null=True)
    monthly_income = models.BigIntegerField("月收入", null=True)
    hard_to_employ = models.BooleanField("就业困难人员", null=True)
    graduation_year = models.IntegerField("高校毕业年份", null=True)
    lifted_from_poverty = models.BooleanField("脱贫人口", null=True)
    monitored_for_poverty = models.BooleanField("防返贫监测对象", null=True)
    first_business = models.BooleanField("首次创业", null=True)
    business_months = models.IntegerField("创业月数", null=True)
    returnee_business = models.BooleanField("返乡创业", null=True)
    good_credit = models.BooleanField("贷款记录良好", null=True)
    medical_insurance = models.CharField("医保类别", max_length=16, null=True)
    in_employee_pension = models.BooleanField("职工养老参保", null=True)
    in_resident_pension = models.BooleanField("居民养老参保", null=True)
    resident_pension_qualified = models.BooleanField("居民养老缴费满足", null=True)
    pension_tier = models.IntegerField("养老缴费档次", null=True)
    in_maternity_insurance = models.BooleanField("生育保险参保", null=True)
    in_injury_insurance = models.BooleanField("工伤保险参保", null=True)
    pregnant = models.BooleanField("怀孕", null=True)
    plans_pregnancy = models.BooleanField("计划怀孕", null=True)
    hypertension = models.BooleanField("高血压", null=True)
    diabetes = models.BooleanField("糖尿病", null=True)
    severe_mental_disorder = models.BooleanField("严重精神障碍", null=True)
    tuberculosis = models.BooleanField("肺结核", null=True)
    serious_illness = models.BooleanField("重病", null=True)
    has_disability_certificate = models.BooleanField("残疾证", null=True)
    disability_kind = models.CharField("残疾类别", max_length=16, null=True)
    disability_level = models.IntegerField("残疾等级", null=True)
    needs_long_term_care = models.BooleanField("需长期照护", null=True)
    no_labour_capacity = models.BooleanField("无劳动能力", null=True)
    no_income_source = models.BooleanField("无生活来源", null=True)
    no_supporter = models.BooleanField("无法定义务人", null=True)
    child_category = models.CharField("儿童保障类别", max_length=16, null=True)
    care_arrangement = models.CharField("养育方式", max_length=16, null=True)
    parents_away = models.BooleanField("父母均外出", null=True)
    veteran_category = models.CharField("优抚类别", max_length=16, null=True)
    veteran_disability_grade = models.IntegerField("伤残等级", null=True)
    veteran_disability_cause = models.CharField("伤残性质", max_length=16, null=True)
    service_years = models.IntegerField("服义务兵役年数", null=True)
    other_veteran_allowance = models.BooleanField("享受其他优抚定补", null=True)
    special_family_kind = models.CharField("计生特扶类别", max_length=16, null=True)
    one_child_or_two_girls = models.BooleanField("独生子女或双女户", null=True)
    tekun = models.BooleanField("特困供养", null=True)
    unemployment_benefit_months = models.IntegerField("已领失业保险金月数", null=True)
    lawful_birth = models.BooleanField("依法生育", null=True)
    enlisted_on = models.DateField("入伍日期", null=True)
    wage_or_injury_claim = models.BooleanField("欠薪或工伤求偿", null=True)
    needs_legal_aid = models.BooleanField("需要法律援助", null=True)
    work_wish = models.CharField("求职创业意愿", max_length=16, null=True)
    archive_needed = models.BooleanField("档案需托管", null=True)
    public_post_months = models.IntegerField("公益性岗位月数", null=True)
    near_retirement = models.BooleanField("距退休不足五年", null=True)
    student_loan = models.BooleanField("国家助学贷款", null=True)
    work_injury = models.BooleanField("工伤认定", null=True)
    employer_average_wage = models.BigIntegerField("单位月平均工资", null=True)
    rural_school = models.BooleanField("农村学校就读", null=True)
    endemic_disease = models.BooleanField("地方病", null=True)
    hospital_covered_cost = models.BigIntegerField("住院政策范围内费用", null=True)
    hospital_level = models.CharField("医院等级", max_length=16, null=True)
    yearly_insurance_paid = models.BigIntegerField("本年统筹已支付", null=True)
    yearly_own_payment = models.BigIntegerField("本年合规自付", null=True)
    yearly_medical_aid = models.BigIntegerField("本年医疗救助", null=True)
    self_care = models.CharField("自理能力", max_length=16, null=True)
    awaits_placement = models.BooleanField("待安置", null=True)
    hiv_prevention = models.BooleanField("艾滋病预防服务", null=True)
    hiv_follow_up = models.BooleanField("艾滋病随访管理", null=True)
    skill_level = models.CharField("技能等级", max_length=16, null=True)
    skill_certified_on = models.DateField("技能证书日期", null=True)
    injury_grade = models.IntegerField("工伤伤残等级", null=True)
    injury_wage = models.BigIntegerField("工伤前月工资", null=True)
    injury_allowance_year = models.IntegerField("伤残津贴起领年份", null=True)
    special_event_patient = models.BooleanField("特殊事件救治", null=True)

    class Meta:
        verbose_name = "自然人"
        constraints = (
            models.UniqueConstraint(fields=["identity_index"], name="person_identity_once"),
        )
        indexes = (
            models.Index(fields=["phone_index"], name="person_phone"),
            # Lists walk these in order. The second column is the key of their pages; the facts
            # after it let a filter pass over a row without reading it.
            models.Index(
                Coalesce("village", "town"),
                "id",
                "birth_date",
                "sex",
                "tekun",
                "monitored_for_poverty",
                "has_disability_certificate",
                "needs_long_term_care",
                "works_away",
                name="person_place",
            ),
            models.Index(
                "birth_date",
                "id",
                Coalesce("village", "town"),
                "sex",
                name="person_birth_date",
            ),
            models.Index(
                fields=["name", "id"],
                name="person_name",
                opclasses=["varchar_pattern_ops", "int8_ops"],  # PostgreSQL: for LIKE
            ),
        )

    def __str__(self) -> str:
        return f"person {self.pk}"

    @property
    def area(self) -> str | None:
        """Return the code of where she lives: her village, else her town, else None."""
        return self.village or self.town
