package org.claimaudit.cli;

import java.util.LinkedHashMap;
import java.util.Map;
import org.claimaudit.cases.Run;
import org.claimaudit.report.RunHistory;
import org.claimaudit.store.Store;
import org.claimaudit.support.Messages;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Lists the runs in the store, the newest first. */
@Command(name = "list")
final class RunsListCommand implements Runnable {
    @Mixin
    private final TextOrJson format = new TextOrJson();

    private final Context context;

    RunsListCommand(Context context) {
        this.context = context;
    }

    @Override
    public void run() {
        try (Store store = context.openStore(false, "runs list")) {
            if (format.isJson()) {
                context.print(Json.text(
                        Run.all(store.db()).stream().map(RunsListCommand::json).toList()));
            } else {
                context.printText(RunHistory.list(store.db(), Messages.language()));
            }
        }
    }

    private static Map<String, Object> json(Run run) {
        var fields = new LinkedHashMap<String, Object>();
        fields.put("id", run.id());
        fields.put("status", run.status());
        fields.put("from", run.fromMonth());
        fields.put("to", run.toMonth());
        fields.put("asOf", run.asOf().toString());
        fields.put("startedAt", run.startedAt() + "Z");
        fields.put("toolVersion", run.toolVersion());
        fields.put("ruleSetSha256", run.ruleSetSha256());
        return fields;
    }
}
