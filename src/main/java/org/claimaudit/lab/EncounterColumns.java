package org.claimaudit.lab;

import java.time.LocalDateTime;
import java.util.List;
import java.util.function.Function;
import org.claimaudit.lab.Episode.Trait;

/** Columns of the encounter export. */
final class EncounterColumns {
    private EncounterColumns() {}

    /**
     * One row as the month's last day saw it.
     *
     * @param seen when the row was exported, for those still in hospital
     * @param discharged false while the person is in hospital
     */
    record Row(Case billed, LocalDateTime seen, boolean discharged, Diagnosis diagnosis, String doctorName) {
        Person person() {
            return billed.person();
        }

        Episode episode() {
            return billed.episode();
        }
    }

    static List<Column<Row>> list() {
        return List.of(
                text("mdtrt_id", "就诊流水号", r -> r.billed().encounterId()),
                text("psn_no", "人员编号", r -> r.person().no()),
                text("psn_cert_type", "人员证件类型", r -> "01"),
                text("certno", "证件号码", r -> r.person().certNo()),
                text("psn_name", "人员姓名", r -> r.person().name()),
                text("gend", "性别", r -> r.person().gender()),
                text("brdy", "出生日期", r -> r.person().born().toString()),
                text("insutype", "险种类型", r -> r.person().insurance()),
                text("psn_type", "人员类别", r -> r.person().personType(r.episode().from)),
                text("cvlserv_flag", "公务员标志", r -> r.person().civilServant() ? "1" : "0"),
                text("nwb_flag", "新生儿标志", r -> "0"),
                text("insu_admdvs", "参保所属医保区划", r -> "990001"),
                text("pay_loc", "支付地点类别", r -> "2"),
                text("fixmedins_code", "定点医药机构编号", r -> r.episode().at.code()),
                text("fixmedins_name", "定点医药机构名称", r -> r.episode().at.name()),
                text("hosp_lv", "医院等级", r -> r.episode().at.level()),
                text("fix_blng_admdvs", "定点归属医保区划", r -> "990001"),
                text("begntime", "开始时间", r -> Cells.time(r.billed().begin())),
                text(
                        "endtime",
                        "结束时间",
                        r -> r.discharged() ? Cells.time(r.billed().end()) : ""),
                text("med_type", "医疗类别", r -> Benefit.medType(r.episode())),
                text(
                        "ars_year_ipt_flag",
                        "跨年度住院标志",
                        r -> stay(
                                r, r.episode().from.getYear() == r.episode().to.getYear() ? "0" : "1")),
                text("year", "年度", r -> "" + r.episode().from.getYear()),
                text("refl_old_mdtrt_id", "转诊前就诊ID", EncounterColumns::referredFrom),
                text("ipt_otp_no", "住院/门诊号", r -> stay(r, "ZY" + r.episode().id.substring(2))),
                text("chfpdr_code", "主诊医师代码", r -> Institution.doctorCode(r.episode())),
                text("chfpdr_name", "主诊医师姓名", Row::doctorName),
                text("adm_diag_dscr", "入院诊断描述", r -> stay(r, r.diagnosis().name())),
                text("adm_dept_codg", "入院科室编码", r -> stay(r, Wards.code(r.diagnosis()))),
                text("adm_dept_name", "入院科室名称", r -> stay(r, Wards.name(r.diagnosis()))),
                text("adm_bed", "入院床位", r -> stay(r, Wards.bed(r.episode()))),
                text("wardarea_bed", "病区床位", r -> stay(r, Wards.code(r.diagnosis()) + "-" + Wards.bed(r.episode()))),
                text("dscg_maindiag_code", "住院主诊断代码", r -> stay(r, r.diagnosis().code())),
                text("dscg_maindiag_name", "住院主诊断名称", r -> stay(r, r.diagnosis().name())),
                text("dscg_bed", "出院床位", r -> left(r, Wards.bed(r.episode()))),
                text("dscg_way", "离院方式", r -> left(r, way(r.episode()))),
                text("main_cond_dscr", "主要病情描述", r -> stay(r, Wards.condition(r.diagnosis()))),
                text("dise_no", "病种编号", r -> visit(r, r.diagnosis().code())),
                text("otp_diag_info", "门诊诊断信息", r -> visit(r, r.diagnosis().name())),
                text("inhosp_stas", "在院状态", r -> r.discharged() ? "0" : "1"),
                text(
                        "die_date",
                        "死亡日期",
                        r -> r.episode().has(Trait.DIED) && r.discharged()
                                ? r.episode().to.toString()
                                : ""),
                text("ipt_days", "住院天数", r -> left(r, "" + r.billed().declaredDays())),
                text("vali_flag", "有效标志", r -> "1"),
                text("ttp_pay_flag", "第三方赔付标志", r -> stay(r, r.episode().is(Behaviour.HIDE_THIRD_PARTY) ? "" : "0")),
                text("memo", "备注", r -> ""),
                text("rid", "数据唯一记录号", r -> "99" + r.billed().encounterId()),
                text("updt_time", "更新时间", r -> Cells.time(r.seen())),
                text("crte_time", "创建时间", r -> Cells.time(r.billed().begin().plusMinutes(3))),
                text("poolarea_no", "统筹区编号", r -> "990000"));
    }

    private static String referredFrom(Row row) {
        Episode before = row.episode().before;
        return before != null && row.episode().isStay() ? "51" + before.id : "";
    }

    private static String way(Episode stay) {
        return stay.has(Trait.DIED) ? "5" : stay.has(Trait.TRANSFERRED) ? "2" : "1";
    }

    private static String stay(Row row, String value) {
        return row.episode().isStay() ? value : "";
    }

    private static String left(Row row, String value) {
        return row.episode().isStay() && row.discharged() ? value : "";
    }

    private static String visit(Row row, String value) {
        return row.episode().kind == Episode.Kind.VISIT ? value : "";
    }

    private static Column<Row> text(String name, String chinese, Function<Row, String> value) {
        return Column.of(name, chinese, value);
    }
}
