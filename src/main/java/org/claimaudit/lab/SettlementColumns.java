package org.claimaudit.lab;

import java.time.LocalDate;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import org.claimaudit.lab.Episode.Trait;

/** Columns of the settlement export. */
final class SettlementColumns {
    /** What bills under the invoice of an earlier visit. */
    private static final Set<Behaviour> ONE_INVOICE =
            EnumSet.of(Behaviour.REUSE_INVOICE, Behaviour.BILL_UNDER_SECOND_NUMBER, Behaviour.REIMBURSE_AGAIN_BY_HAND);

    private SettlementColumns() {}

    /** One row. */
    record Row(Case billed, Bill bill) {
        Person person() {
            return billed.person();
        }

        Institution at() {
            return billed.episode().at;
        }

        LocalDate day() {
            return bill.settledAt.toLocalDate();
        }
    }

    static List<Column<Row>> list() {
        return List.of(
                text("setl_id", "结算流水号", r -> r.bill().id),
                text("clr_optins", "清算经办机构", r -> "990001"),
                text("mdtrt_id", "就诊流水号", r -> r.billed().encounterId()),
                text("init_setl_id", "原结算ID", r -> r.bill().reversalOf == null ? "" : r.bill().reversalOf.id),
                text("psn_no", "人员编号", r -> r.person().no()),
                text("psn_name", "人员姓名", r -> r.person().name()),
                text("psn_cert_type", "人员证件类型", r -> "01"),
                text("certno", "证件号码", r -> r.person().certNo()),
                text("gend", "性别", r -> r.person().gender()),
                text("brdy", "出生日期", r -> r.person().born().toString()),
                text("age", "年龄", r -> "" + r.person().ageOn(r.billed().episode().from)),
                text("insutype", "险种类型", r -> r.person().insurance()),
                text("psn_type", "人员类别", r -> r.person().personType(r.billed().episode().from)),
                text("cvlserv_flag", "公务员标志", r -> r.person().civilServant() ? "1" : "0"),
                text("nwb_flag", "新生儿标志", r -> "0"),
                text("insu_admdvs", "参保所属医保区划", r -> "990001"),
                text("pay_loc", "支付地点类别", r -> r.billed().episode().is(Behaviour.REIMBURSE_AGAIN_BY_HAND) ? "1" : "2"),
                text("fixmedins_code", "定点医药机构编号", r -> r.at().code()),
                text("fixmedins_name", "定点医药机构名称", r -> r.at().name()),
                text("hosp_lv", "医院等级", r -> r.at().level()),
                text("fix_blng_admdvs", "定点归属医保区划", r -> "990001"),
                text("lmtpric_hosp_lv", "限价医院等级", r -> r.at().level()),
                text("begndate", "开始日期", r -> r.billed().episode().from.toString()),
                text("enddate", "结束日期", r -> r.billed().episode().to.toString()),
                text("setl_time", "结算时间", r -> Cells.time(r.bill().settledAt)),
                text("mdtrt_cert_type", "就诊凭证类型", r -> r.billed().episode().chance % 3 == 0 ? "03" : "01"),
                text("med_type", "医疗类别", r -> Benefit.medType(r.billed().episode())),
                text("clr_type", "清算类别", r -> r.billed().episode().isStay() ? "21" : "11"),
                money("medfee_sumamt", "医疗费总额", b -> b.total),
                money("fulamt_ownpay_amt", "全自费金额", b -> b.ownPay),
                money("overlmt_selfpay", "超限价自费费用", b -> b.overLimit),
                money("preselfpay_amt", "先行自付金额", b -> b.prePay),
                money("inscp_amt", "inscp_scp_amt", "符合范围金额", b -> b.inPolicy),
                text(
                        "dedc_std",
                        "起付标准",
                        r -> Cells.yuan(r.billed().episode().isStay() ? Tariff.deductible(r.at().level()) : 0)),
                money("act_pay_dedc", "实际支付起付线", b -> b.deductible),
                money("hifp_pay", "统筹基金支出", b -> b.pool),
                text("pool_prop_selfpay", "基本医疗统筹支付比例", r -> r.bill().rate == 0 ? "" : "0." + r.bill().rate),
                money("cvlserv_pay", "公务员医疗补助资金支出", b -> b.civilServants),
                money("hifes_pay", "补充医疗保险基金支出", b -> 0),
                money("hifmi_pay", "大病补充医疗保险基金支出", b -> b.seriousIllness),
                money("hifob_pay", "大额医疗补助基金支出", b -> 0),
                money("hifdm_pay", "伤残人员医疗保障基金支出", b -> 0),
                money("maf_pay", "医疗救助基金支出", b -> b.assistance),
                money("othfund_pay", "oth_pay", "其它基金支付", b -> 0),
                money("fund_pay_sumamt", "基金支付总额", b -> b.fundTotal),
                money("psn_pay", "个人支付金额", b -> b.personPays),
                money("acct_pay", "个人账户支出", b -> b.account),
                money("cash_payamt", "psn_cash_pay", "现金支付金额", b -> b.cash),
                text("acct_mulaid_pay", "账户共济支付金额", SettlementColumns::relativesAccount),
                text("refd_setl_flag", "退费结算标志", r -> r.bill().reversalOf == null ? "0" : "1"),
                text("year", "年度", r -> "" + r.day().getYear()),
                text(
                        "dise_no",
                        "病种编号",
                        r -> outpatient(r, r.billed().episode().diagnosis.code())),
                text(
                        "dise_name",
                        "病种名称",
                        r -> outpatient(r, r.billed().episode().diagnosis.name())),
                text("invono", "发票号", SettlementColumns::invoice),
                text("vali_flag", "有效标志", r -> "1"),
                text("memo", "备注", r -> ""),
                text("mid_setl_flag", "中途结算标志", r -> "0"),
                text("rid", "数据唯一记录号", r -> "99" + r.bill().id),
                text("updt_time", "更新时间", r -> Cells.time(r.bill().settledAt.plusSeconds(2))),
                text("crte_time", "创建时间", r -> Cells.time(r.bill().settledAt.plusSeconds(2))),
                text("poolarea_no", "统筹区编号", r -> "990000"));
    }

    private static String relativesAccount(Row row) {
        return row.billed().episode().has(Trait.RELATIVES_ACCOUNT) ? Cells.yuan(row.bill().account) : "0.00";
    }

    private static String invoice(Row row) {
        Episode episode = row.billed().episode();
        boolean again = episode.behaviour != null && ONE_INVOICE.contains(episode.behaviour);
        return "99"
                + (again && episode.before != null
                        ? episode.before.id + "1"
                        : row.bill().id.substring(2));
    }

    /** Stays carry their diagnosis in the encounter; purchases carry none. */
    private static String outpatient(Row row, String value) {
        return row.billed().episode().kind == Episode.Kind.VISIT ? value : "";
    }

    private static Column<Row> text(String name, String chinese, Function<Row, String> value) {
        return Column.of(name, chinese, value);
    }

    private static Column<Row> money(String name, String chinese, ToLongFunction<Bill> fen) {
        return money(name, name, chinese, fen);
    }

    private static Column<Row> money(String name, String message, String chinese, ToLongFunction<Bill> fen) {
        return new Column<>(name, message, chinese, row -> Cells.yuan(fen.applyAsLong(row.bill())));
    }
}
