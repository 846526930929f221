package org.claimaudit.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.apache.spark.sql.catalyst.parser.ParseException;
import org.apache.spark.sql.execution.SparkSqlParser;
import org.claimaudit.rule.Catalogue;
import org.claimaudit.rule.RuleFolders;
import org.junit.jupiter.api.Test;

/** Which rule files Spark SQL parses as they stand; the others, each with what it needs, are listed in docs/spark.md. */
class SparkParseTest {
    private static final List<String> NOT_YET = List.of(
            "benford-first-digit",
            "cloned-stays",
            "diagnosis-item-conflict",
            "dialysis-implausible",
            "drug-not-for-diagnosis",
            "identical-prescriptions",
            "volume-outlier-peer");

    @Test
    void parsesEveryRuleButTheListed() {
        var parser = new SparkSqlParser();
        var refused = new TreeMap<String, String>();
        Catalogue.load(RuleFolders.of(List.of(), "")).rules().forEach(rule -> {
            Throwable thrown = catchThrowable(() -> parser.parsePlan(rule.select()));
            if (thrown != null) { // a checked exception that Scala does not declare
                assertThat(thrown).isInstanceOf(ParseException.class);
                refused.put(rule.id(), String.valueOf(thrown.getMessage()));
            }
        });
        assertThat(new ArrayList<>(refused.keySet())).as("%s", refused).isEqualTo(NOT_YET);
    }
}
