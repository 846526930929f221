package org.claimaudit.lab;

import java.util.Set;

/**
 * Something that can be charged.
 *
 * @param listType list of the catalogue: 101 western drug, 102 patent medicine, 103 herbal pieces, 201 service, 301 material
 * @param chargeClass national charge class, 01 bed to 14 other
 * @param grade 01 fully, 02 partly, 03 not covered
 * @param price in ten-thousandths of a yuan
 * @param tags what it is for, as the clinics' habits call for it
 */
record Item(
        String code,
        String name,
        String listType,
        String chargeClass,
        String grade,
        long price,
        String spec,
        String form,
        String frequency,
        Set<String> tags) {

    boolean isDrug() {
        return listType.startsWith("10");
    }
}
