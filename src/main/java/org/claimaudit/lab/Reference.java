package org.claimaudit.lab;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.claimaudit.lab.Institution.Kind;

/** Writes the reference tables: who bills, who is insured, who has died, and what the county knows about its items. */
final class Reference {
    private static final String SINCE = "2020-01-01";
    private static final String REGION = "990000";
    private static final String SOURCE = "虚构示例";

    private final World world;
    private final Catalogue catalogue;
    private final Path folder;

    Reference(World world) {
        this.world = world;
        this.catalogue = world.catalogue();
        this.folder = world.options().out().resolve("reference");
    }

    void write() throws IOException {
        Files.createDirectories(folder);
        institutions();
        doctors();
        people();
        deaths();
        new ContractTables(world, folder).write();
        knowledge("GENDER_ITEM.csv", List.of("hilist_code 医保目录编码", "hilist_name 医保目录名称", "gend 性别"), genders());
        knowledge(
                "AGE_ITEM.csv",
                List.of("hilist_code 医保目录编码", "hilist_name 医保目录名称", "min_age 最小年龄", "max_age 最大年龄"),
                ages());
        knowledge(
                "PRICE_LIMIT.csv",
                List.of("hilist_code 医保目录编码", "hilist_name 医保目录名称", "hosp_lv 医院等级", "pric_uplmt_amt 最高限价"),
                limits());
        knowledge(
                "BUNDLE_PAIR.csv",
                List.of(
                        "main_code 主项目编码",
                        "main_name 主项目名称",
                        "part_code 包含项目编码",
                        "part_name 包含项目名称",
                        "pair_window 比对范围"),
                bundles());
        knowledge(
                "COMPOSITE_ITEM.csv",
                List.of(
                        "composite_code 组合项目编码",
                        "composite_name 组合项目名称",
                        "composite_price 组合项目价格",
                        "part_code 分项编码",
                        "part_name 分项名称"),
                composites());
        knowledge("POLICY.csv", List.of("policy_key 参数名", "hosp_lv 医院等级", "med_type 医疗类别", "value 参数值"), policies());
    }

    private void institutions() throws IOException {
        List<Column<Institution>> columns = List.of(
                Column.of("fixmedins_code", "定点医药机构编号", Institution::code),
                Column.of("fixmedins_name", "定点医药机构名称", Institution::name),
                Column.of("fixmedins_type", "定点医疗服务机构类型", i -> i.isPharmacy() ? "2" : "1"),
                Column.of("hosp_lv", "医院等级", Institution::level),
                Column.of("lmtpric_hosp_lv", "限价医院等级", Institution::level),
                Column.of("fix_blng_admdvs", "定点归属医保区划", i -> "990001"),
                Column.of("begntime", "开始时间", i -> i.since().toString()),
                Column.of("endtime", "结束时间", i -> ""),
                Column.of("aprv_bed_cnt", "批准床位数量", i -> i.beds() == 0 ? "" : "" + i.beds()),
                Column.of("legrep_name", "法定代表人姓名", Institution::legalRepresentative),
                Column.of("vali_flag", "有效标志", i -> "1"));
        try (var file = new CsvFile<>(folder.resolve("FIXMEDINS_B.csv"), columns, world.options(), null)) {
            world.institutions().all().forEach(file::write);
        }
    }

    private record Doctor(Institution at, int number, String name) {}

    private void doctors() throws IOException {
        List<Column<Doctor>> columns = List.of(
                Column.of("dr_code", "医师代码", d -> d.at().doctorCode(d.number())),
                Column.of("medins_code", "医疗机构代码", d -> d.at().code()),
                Column.of("dr_name", "医师姓名", Doctor::name),
                Column.of("dr_prac_type", "医师执业类别", d -> "1"),
                Column.of("vali_flag", "有效标志", d -> "1"));
        try (var file = new CsvFile<>(folder.resolve("DR_INFO_B.csv"), columns, world.options(), null)) {
            for (Institution at : world.institutions().all()) {
                for (int n = 0; n < at.doctors() && at.kind() != Kind.PHARMACY; n++) {
                    Dice dice = Dice.of(world.options().seed(), 'D', at.place(), n);
                    file.write(new Doctor(at, n, Names.person(dice)));
                }
            }
        }
    }

    private void people() throws IOException {
        LocalDate end = world.options().to().plusMonths(1).atDay(1);
        List<Column<Person>> columns = List.of(
                Column.of("psn_no", "人员编号", Person::no),
                Column.of("psn_name", "人员姓名", Person::name),
                Column.of("gend", "性别", Person::gender),
                Column.of("brdy", "出生日期", p -> p.born().toString()),
                Column.of("psn_cert_type", "人员证件类型", p -> "01"),
                Column.of("certno", "证件号码", Person::certNo),
                Column.of("live_admdvs", "居住地医保区划", p -> "990001"),
                Column.of("live_addr", "居住地址", p -> "青禾县" + Names.place(p.village() + 20) + "村"),
                Column.of("surv_stas", "生存状态", p -> p.livesOn(end) ? "1" : "2"),
                Column.of("vali_flag", "有效标志", p -> "1"));
        try (var file = new CsvFile<>(folder.resolve("PSN_INFO_B.csv"), columns, world.options(), null)) {
            for (int index = 0; index < world.people().count(); index++) {
                file.write(world.people().get(index));
            }
        }
    }

    private void deaths() throws IOException {
        List<Column<Person>> columns = List.of(
                Column.of("cert_no", "证件号码", Person::certNo),
                Column.of("name", "姓名", Person::name),
                Column.of("die_date", "死亡日期", p -> String.valueOf(p.died())),
                Column.of("source", "数据来源", p -> p.index() % 3 == 0 ? "殡葬" : "卫健"),
                Column.of("confidence", "可信度", p -> "1"));
        try (var file = new CsvFile<>(folder.resolve("DEATH_REGISTRY.csv"), columns, world.options(), null)) {
            for (int index = 0; index < world.people().count(); index++) {
                Person person = world.people().get(index);
                if (person.died() != null) {
                    file.write(person);
                }
            }
        }
    }

    private List<List<String>> genders() {
        Item men = catalogue.one("only-men");
        Item women = catalogue.one("only-women");
        return List.of(List.of(men.code(), men.name(), "1"), List.of(women.code(), women.name(), "2"));
    }

    private List<List<String>> ages() {
        Item children = catalogue.one("only-children");
        return List.of(List.of(children.code(), children.name(), "0", "14"));
    }

    private List<List<String>> limits() {
        return world.tariff().limits(catalogue).stream()
                .map(l -> List.of(l.item().code(), l.item().name(), l.level(), Cells.price(l.price())))
                .toList();
    }

    private List<List<String>> bundles() {
        Item icu = catalogue.one("icu");
        return List.of("ecg-monitor", "oximetry", "nursing").stream()
                .map(catalogue::one)
                .map(part -> List.of(icu.code(), icu.name(), part.code(), part.name(), "same_day"))
                .toList();
    }

    private List<List<String>> composites() {
        Item whole = catalogue.one("blood-count");
        return catalogue.tagged("count-part").stream()
                .map(p -> List.of(whole.code(), whole.name(), Cells.price(whole.price()), p.code(), p.name()))
                .toList();
    }

    private List<List<String>> policies() {
        var rows = new ArrayList<List<String>>();
        rows.add(List.of("serious_illness_deductible", "", "", Cells.yuan(Benefit.SERIOUS_ILLNESS_FROM)));
        rows.add(List.of("outpatient_year_cap", "", "11", "8000.00"));
        rows.add(List.of("inpatient_year_cap", "", "", "300000.00"));
        for (String level : List.of("05", "06", "08", "09", "11")) {
            Tariff tariff = world.tariff();
            rows.add(List.of("visit_limit", level, "11", Cells.yuan(tariff.visitLimit(level))));
            rows.add(List.of("visit_rate", level, "11", "0." + tariff.outpatientRate(level)));
        }
        return rows;
    }

    /** @param names platform name and Chinese name of each column before the validity */
    private void knowledge(String name, List<String> names, List<List<String>> rows) throws IOException {
        List<Column<List<String>>> columns = new ArrayList<>(IntStream.range(0, names.size())
                .mapToObj(i -> {
                    String[] both = names.get(i).split(" ", 2);
                    return Column.<List<String>>of(both[0], both[1], row -> row.get(i));
                })
                .toList());
        columns.add(Column.of("valid_from", "开始日期", row -> SINCE));
        columns.add(Column.of("valid_to", "结束日期", row -> ""));
        columns.add(Column.of("region", "区划", row -> REGION));
        columns.add(Column.of("source", "数据来源", row -> SOURCE));
        try (var file = new CsvFile<>(folder.resolve(name), columns, world.options(), null)) {
            rows.forEach(file::write);
        }
    }
}
