import java.io.BufferedOutputStream;
import java.io.OutputStream;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.Collectors;

/**
 * Writes a fee line export under the platform's names: FILE MEGABYTES ENCODING [NUMBER [COLUMNS]]. The megabytes are those of the UTF-8 form, so that
 * both encodings hold the same rows. Exports of different numbers share no row and no stay, and lie 28 days apart. COLUMNS is all or
 * few: those that a bureau's own query names, about 165 bytes a line.
 */
public final class FeeLines {
    private static final String HEADER = "BKKP_SN,MDTRT_ID,SETL_ID,FEE_OCUR_TIME,RX_DRORD_NO,FIXMEDINS_CODE,FIXMEDINS_NAME,PSN_NO,MED_TYPE,CNT,PRIC,DET_ITEM_FEE_SUMAMT,"
            + "PRIC_UPLMT_AMT,SELFPAY_PROP,FULAMT_OWNPAY_AMT,OVERLMT_SELFPAY,PRESELFPAY_AMT,INSCP_AMT,MEDINS_DISC_AMT,CHRGITM_LV,HILIST_CODE,HILIST_NAME,LIST_TYPE,"
            + "MED_LIST_CODG,MEDINS_LIST_CODG,MEDINS_LIST_NAME,MED_CHRGITM_TYPE,SPEC,DOSFORM_NAME,BILG_DEPT_CODG,BILG_DR_CODE,BILG_DR_NAME,ACORD_DEPT_CODG,ACORD_DR_CODE,"
            + "LMT_USED_FLAG,ETIP_FLAG,DSCG_TKDRUG_FLAG,REIM_PROP,SIN_DOS_DSCR,USED_FRQU_DSCR,PRD_DAYS,VALI_FLAG,DISE_CODG,CHRG_BCHNO,INIT_FEEDETL_SN,UPDT_TIME,CRTE_TIME";
    private static final int[] FEW = {0, 2, 3, 5, 7, 8, 9, 10, 11, 17, 20, 21, 26};
    private static final String[][] ITEMS = {
        {"001109000010000", "普通病房床位费", "201", "01", "30.000000", "", ""},
        {"001102000050000", "住院诊查费", "201", "02", "8.000000", "", ""},
        {"001201000030000", "Ⅱ级护理", "201", "07", "10.000000", "", ""},
        {"002501010150000", "血常规", "201", "04", "20.000000", "", ""},
        {"001204000060000", "静脉输液", "201", "05", "12.000000", "", ""},
        {"XJ01CRA040B001010100001", "阿莫西林克拉维酸钾片", "101", "09", "1.268000", "0.375g*12片", "片剂"},
        {"XB05BAP068B002010100002", "葡萄糖注射液", "101", "09", "3.150000", "250ml:12.5g", "注射液"},
        {"ZA01BAX0001010100003", "板蓝根颗粒", "102", "11", "0.860000", "10g*20袋", "颗粒剂"},
        {"C0201010200200300040", "一次性使用输液器（带针）", "301", "08", "2.400000", "0.7mm", ""},
        {"002101020150000", "胸部X线数字化摄影", "201", "03", "60.000000", "", ""}};
    private static final String[] SURNAMES = {"赵", "钱", "孙", "李", "周", "吴", "郑", "王"};
    private static final String[] GIVEN = {"伟", "芳", "秀英", "建国", "丽", "强", "磊", "洋"};
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss");

    public static void main(String[] args) throws Exception {
        long target = Long.parseLong(args[1]) * 1_000_000L;
        Charset charset = Charset.forName(args[2]);
        var random = new SplittableRandom(7);
        long number = args.length > 3 ? Long.parseLong(args[3]) : 0;
        boolean few = switch (args.length > 4 ? args[4] : "all") {
            case "all" -> false;
            case "few" -> true;
            default -> throw new IllegalArgumentException("columns are all or few: " + args[4]);
        };
        LocalDateTime start = LocalDateTime.of(2026, 1, 1, 0, 0).plusDays(28 * number);
        long first = number * 40_000_000 + 1;
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(Path.of(args[0])), 1 << 20)) {
            out.write(((few ? few(HEADER) : HEADER) + "\r\n").getBytes(charset));
            var line = new StringBuilder();
            long written = 0;
            for (long row = first; written < target; row++) {
                long stay = row / 40;
                String[] item = ITEMS[random.nextInt(ITEMS.length)];
                int count = 1 + random.nextInt(3);
                long micro = Math.round(Double.parseDouble(item[4]) * 100) * count;
                String amount = micro / 100 + "." + String.format("%02d", micro % 100);
                String time = TIME.format(start.plusSeconds(stay * 13 % 2_300_000 + random.nextInt(80_000)));
                String doctor = SURNAMES[random.nextInt(8)] + GIVEN[random.nextInt(8)];
                int hospital = (int) (stay % 30);
                line.setLength(0);
                line.append("99").append(String.format("%020d", row)).append(",99").append(String.format("%016d", stay))
                    .append(",S9").append(String.format("%016d", stay)).append(',').append(time).append(",RX").append(row / 5)
                    .append(",H990001").append(String.format("%05d", hospital)).append(",某县第").append(hospital + 1).append("人民医院,99000")
                    .append(String.format("%014d", stay % 300_000)).append(",21,").append(count).append(".0000,").append(item[4]).append(',').append(amount)
                    .append(",,0.1000,0.00,0.00,").append("0.00,").append(amount).append(",0.00,0").append(1 + random.nextInt(2)).append(',')
                    .append(item[0]).append(',').append(item[1]).append(',').append(item[2]).append(',').append(item[0]).append(",L").append(item[0].substring(0, 8)).append(',')
                    .append(item[1]).append(',').append(item[3]).append(',').append(item[5]).append(',').append(item[6]).append(",A03,D99000100").append(random.nextInt(900))
                    .append(',').append(doctor).append(",A03,,0,0,0,,");
                if (item[5].isEmpty()) line.append(",,,"); else line.append("0.5g,tid,3.00,");
                line.append("1,J18.900,B").append(stay).append(",,").append(time).append(',').append(time);
                String text = (few ? few(line.toString()) : line) + "\r\n";
                byte[] bytes = text.getBytes(charset);
                out.write(bytes);
                int wide = 0;
                for (int i = 0; i < text.length(); i++) if (text.charAt(i) > 127) wide++;
                written += text.length() + 2L * wide;
            }
        }
    }

    private static String few(String line) {
        String[] fields = line.split(",", -1);
        return Arrays.stream(FEW).mapToObj(column -> fields[column]).collect(Collectors.joining(","));
    }
}
