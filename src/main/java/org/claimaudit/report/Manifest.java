package org.claimaudit.report;

import java.util.List;
import org.claimaudit.support.Sha256;
import org.jspecify.annotations.Nullable;

/** {@code manifest.json}: the SHA-256 of all that decided a run and of all that was written about it. */
record Manifest(
        int schema,
        String run,
        String toolVersion,
        String ruleSetSha256,
        List<File> inputs,
        List<Part> rules,
        List<Part> facts,
        List<Part> knowledge,
        List<Part> profiles,
        List<Part> settings,
        List<OutputFile> outputs) {

    record File(String file, String table, long bytes, String sha256) {}

    record Part(String name, @Nullable String value, String sha256) {}

    static Manifest of(ReportModel model, List<OutputFile> outputs) {
        return new Manifest(
                1,
                model.run().id(),
                model.run().toolVersion(),
                model.run().ruleSetSha256(),
                model.inputs().stream()
                        .map(input -> new File(input.file(), input.table(), input.bytes(), input.sha256()))
                        .toList(),
                parts(model, "rule"),
                parts(model, "fact"),
                parts(model, "knowledge"),
                parts(model, "profile"),
                parts(model, "setting"),
                outputs);
    }

    private static List<Part> parts(ReportModel model, String kind) {
        return model.parts().stream()
                .filter(part -> part.kind().equals(kind))
                .map(part -> new Part(part.name(), part.value(), sha256(part)))
                .toList();
    }

    /** What has no file has the hash of its value. */
    private static String sha256(ReportModel.Part part) {
        if (part.sha256() != null) {
            return part.sha256();
        }
        return Sha256.of(String.valueOf(part.value()));
    }
}
