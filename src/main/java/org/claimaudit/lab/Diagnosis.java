package org.claimaudit.lab;

/**
 * Something people are treated for.
 *
 * @param setting where: visit, chronic, township, hospital, tcm, psychiatric, rehabilitation, chemotherapy
 * @param drugs tag of the items that treat it
 * @param weight how common it is in its setting
 */
record Diagnosis(String code, String name, String setting, String drugs, int weight) {
    /** Of the heart, the brain's vessels or the lungs, for life: drugs for a fortnight may be given home. */
    boolean isLongTerm() {
        return code.startsWith("I") || code.startsWith("J44");
    }
}
