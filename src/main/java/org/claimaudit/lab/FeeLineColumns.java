package org.claimaudit.lab;

import java.util.List;
import java.util.function.Function;

/** Columns of the fee-line export. */
final class FeeLineColumns {
    private FeeLineColumns() {}

    /** One row. */
    record Row(Case billed, Bill bill, Line line, String limit, String doctorName) {
        Episode episode() {
            return billed.episode();
        }

        Item item() {
            return line.item;
        }
    }

    static List<Column<Row>> list() {
        return List.of(
                new Column<>("bkkp_sn", "feedetl_sn", "记账流水号", r -> r.line().number),
                text("mdtrt_id", "就诊流水号", r -> r.billed().encounterId()),
                text("fee_ocur_time", "费用发生时间", r -> Cells.time(r.line().time)),
                text("setl_id", "结算流水号", r -> r.bill().id),
                text("rx_drord_no", "处方/医嘱号", r -> r.line().order),
                text("fixmedins_code", "定点医药机构编号", r -> r.episode().at.code()),
                text("psn_no", "人员编号", r -> r.billed().person().no()),
                text("med_type", "医疗类别", r -> Benefit.medType(r.episode())),
                text("cnt", "数量", r -> "" + r.line().count),
                text("pric", "单价", r -> Cells.price(r.line().price)),
                text("det_item_fee_sumamt", "明细项目费用总额", r -> Cells.yuan(r.line().amount)),
                text("pric_uplmt_amt", "定价上限金额", Row::limit),
                text("selfpay_prop", "自付比例", r -> selfPay(r.item())),
                text("fulamt_ownpay_amt", "全自费金额", r -> Cells.yuan(r.line().ownPay)),
                new Column<>("overlmt_selfpay", "overlmt_amt", "超限价自费费用", r -> Cells.yuan(r.line().overLimit)),
                text("preselfpay_amt", "先行自付金额", r -> Cells.yuan(r.line().prePay)),
                new Column<>("inscp_amt", "inscp_scp_amt", "符合范围金额", r -> Cells.yuan(r.line().inPolicy)),
                text("chrgitm_lv", "收费项目等级", r -> r.item().grade()),
                text("hilist_code", "医保目录编码", r -> r.item().code()),
                text("hilist_name", "医保目录名称", r -> r.item().name()),
                text("list_type", "目录类别", r -> r.item().listType()),
                text("med_chrgitm_type", "医疗收费项目类别", r -> r.item().chargeClass()),
                text("spec", "规格", r -> r.item().isDrug() ? r.item().spec() : ""),
                new Column<>("bilg_dr_code", "bilg_dr_codg", "开单医师代码", r -> Institution.doctorCode(r.episode())),
                text("bilg_dr_name", "开单医师姓名", Row::doctorName),
                text("dscg_tkdrug_flag", "出院带药标志", r -> r.line().takenHome ? "1" : ""),
                text("used_frqu_dscr", "使用频次描述", r -> r.item().frequency()),
                text("prd_days", "周期天数", r -> r.line().days == 0 ? "" : "" + r.line().days),
                text("vali_flag", "有效标志", r -> "1"),
                text("memo", "备注", r -> ""),
                text("init_feedetl_sn", "原费用明细流水号", r -> r.line().refundOf == null ? "" : r.line().refundOf.number),
                text("rid", "数据唯一记录号", r -> "9" + r.line().number.substring(8)),
                text("updt_time", "更新时间", r -> Cells.time(r.bill().settledAt)),
                text("poolarea_no", "统筹区编号", r -> "990000"));
    }

    private static String selfPay(Item item) {
        return switch (item.grade()) {
            case "01" -> "0";
            case "02" -> "0.1";
            default -> "1";
        };
    }

    private static Column<Row> text(String name, String chinese, Function<Row, String> value) {
        return Column.of(name, chinese, value);
    }
}
