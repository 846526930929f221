package org.claimaudit.lab;

import java.io.IOException;
import java.nio.file.Path;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.List;
import org.claimaudit.lab.Institution.Kind;

/** Reference tables of who is entitled to what and when: insurance, filings, suspensions, holidays, population. */
final class ContractTables {
    private final World world;
    private final Path folder;

    ContractTables(World world, Path folder) {
        this.world = world;
        this.folder = folder;
    }

    void write() throws IOException {
        insurance();
        filings();
        suspensions();
        holidays();
        population();
    }

    private void insurance() throws IOException {
        LocalDate end = world.options().to().plusMonths(1).atDay(1);
        List<Column<Person>> columns = List.of(
                Column.of("psn_insu_rlts_id", "人员参保关系ID", p -> "61" + p.no()),
                Column.of("psn_no", "人员编号", Person::no),
                Column.of("insutype", "险种类型", Person::insurance),
                Column.of("crt_insu_date", "本次参保日期", ContractTables::insuredSince),
                Column.of(
                        "paus_insu_date",
                        "暂停参保日期",
                        p -> p.left() == null ? "" : p.left().toString()),
                Column.of(
                        "psn_insu_stas",
                        "人员参保状态",
                        p -> p.left() != null && p.left().isBefore(end) ? "3" : "1"),
                Column.of("psn_type", "人员类别", p -> p.personType(end)),
                Column.of("psn_insu_date", "本系统首次参保日期", ContractTables::insuredSince),
                Column.of("insu_admdvs", "参保所属医保区划", p -> "990001"));
        try (var file = new CsvFile<>(folder.resolve("PSN_INSU_D.csv"), columns, world.options(), null)) {
            for (int index = 0; index < world.people().count(); index++) {
                file.write(world.people().get(index));
            }
        }
    }

    private static String insuredSince(Person person) {
        LocalDate start = LocalDate.of(2010, 1, 1);
        return (person.born().isAfter(start) ? person.born() : start).toString();
    }

    private record Filing(Person person, Diagnosis illness) {}

    private void filings() throws IOException {
        List<Column<Filing>> columns = List.of(
                Column.of(
                        "trt_dcla_detl_sn", "待遇申报明细流水号", f -> "62" + f.person().no()),
                Column.of("psn_no", "人员编号", f -> f.person().no()),
                Column.of("insutype", "险种类型", f -> f.person().insurance()),
                Column.of("opsp_dise_code", "门慢门特病种目录代码", f -> f.illness().code()),
                Column.of("opsp_dise_name", "门慢门特病种名称", f -> f.illness().name()),
                Column.of("insu_admdvs", "参保所属医保区划", f -> "990001"),
                Column.of("begndate", "开始日期", f -> "2020-01-01"),
                Column.of("enddate", "结束日期", f -> ""),
                Column.of("vali_flag", "有效标志", f -> "1"));
        try (var file = new CsvFile<>(folder.resolve("OPSP_REG_D.csv"), columns, world.options(), null)) {
            for (int index = 0; index < world.people().count(); index++) {
                Person person = world.people().get(index);
                if (person.chronic() != null) {
                    file.write(new Filing(person, person.chronic()));
                }
            }
        }
    }

    private void suspensions() throws IOException {
        List<Column<Institution>> columns = List.of(
                Column.of("fixmedins_code", "定点医药机构编号", Institution::code),
                Column.of("fixmedins_paus_type", "定点医药机构暂停类型", i -> "1"),
                Column.of("begntime", "开始时间", i -> String.valueOf(i.suspended())),
                Column.of("endtime", "结束时间", i -> i.suspendedTo().toString()),
                Column.of("memo", "备注", i -> "暂停医保结算"),
                Column.of("vali_flag", "有效标志", i -> "1"));
        try (var file = new CsvFile<>(folder.resolve("FIXMEDINS_PAUS_D.csv"), columns, world.options(), null)) {
            world.institutions().all().stream()
                    .filter(i -> i.suspended() != null)
                    .forEach(file::write);
        }
    }

    private void holidays() throws IOException {
        List<Column<LocalDate>> columns = List.of(
                Column.of("date", "日期", LocalDate::toString),
                Column.of("kind", "类别", day -> OpeningHours.festival(day) ? "STAT" : "REST"),
                Column.of("name_zh", "节日名称", day -> OpeningHours.festival(day) ? "法定节假日" : "周末"),
                Column.of("region", "区划", day -> ""),
                Column.of("source", "数据来源", day -> "虚构示例"));
        LocalDate first = world.options().from().minusMonths(12).atDay(1);
        LocalDate end = world.options().to().plusMonths(1).atDay(1);
        try (var file = new CsvFile<>(folder.resolve("HOLIDAY.csv"), columns, world.options(), null)) {
            first.datesUntil(end)
                    .filter(day -> OpeningHours.festival(day)
                            || day.getDayOfWeek() == DayOfWeek.SATURDAY
                            || day.getDayOfWeek() == DayOfWeek.SUNDAY)
                    .forEach(file::write);
        }
    }

    private record Village(int number, int year, int people) {}

    private void population() throws IOException {
        int villages = world.institutions().of(Kind.CLINIC).size();
        int[] people = new int[villages];
        for (int index = 0; index < world.people().count(); index++) {
            people[world.people().get(index).village()]++;
        }
        List<Column<Village>> columns = List.of(
                Column.of("area", "地区编码", v -> "990001" + Cells.padded(v.number() + 1, 6)),
                Column.of("year", "年度", v -> "" + v.year()),
                Column.of("area_name", "地区名称", v -> "青禾县" + Names.place(v.number() + 20) + "村"),
                Column.of("residents", "常住人口", v -> "" + (v.people() + v.people() / 20)),
                Column.of("insured", "参保人数", v -> "" + v.people()),
                Column.of("region", "区划", v -> "990000"),
                Column.of("source", "数据来源", v -> "虚构示例"));
        try (var file = new CsvFile<>(folder.resolve("POPULATION.csv"), columns, world.options(), null)) {
            for (int year = world.options().from().getYear();
                    year <= world.options().to().getYear();
                    year++) {
                for (int number = 0; number < villages; number++) {
                    file.write(new Village(number, year, people[number]));
                }
            }
        }
    }
}
