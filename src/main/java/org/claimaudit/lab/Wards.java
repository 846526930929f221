package org.claimaudit.lab;

/** Departments, beds and the words of a case history. */
final class Wards {
    private Wards() {}

    static String code(Diagnosis diagnosis) {
        if (diagnosis.setting().equals("rehabilitation")) {
            return "A21";
        }
        return switch (diagnosis.drugs()) {
            case "belly", "bone" -> "A04";
            case "psych" -> "A15";
            case "tumour" -> "A19";
            default -> "A03";
        };
    }

    static String name(Diagnosis diagnosis) {
        return switch (code(diagnosis)) {
            case "A04" -> "外科";
            case "A15" -> "精神科";
            case "A19" -> "肿瘤科";
            case "A21" -> "康复医学科";
            default -> "内科";
        };
    }

    static String bed(Episode stay) {
        return Cells.padded(stay.bed, 2) + "床";
    }

    static String condition(Diagnosis diagnosis) {
        return switch (diagnosis.drugs()) {
            case "lung" -> "咳嗽、咳痰5天,加重伴发热1天";
            case "stroke" -> "一侧肢体乏力,言语不清";
            case "heart" -> "活动后胸闷、气促";
            case "belly" -> "上腹部疼痛,诉\"像刀割一样\"";
            case "bone" -> "疼痛、活动受限";
            default -> "按疗程入院";
        };
    }
}
