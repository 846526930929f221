package org.claimaudit.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.claimaudit.config.Origin;
import org.claimaudit.config.Setting;
import org.claimaudit.support.ExitCode;
import org.claimaudit.support.Messages;
import org.claimaudit.support.TextTable;
import org.claimaudit.support.UserError;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Prints every setting with its effective value and where that came from. */
@Command(name = "show")
final class ConfigShowCommand implements Runnable {
    @Mixin
    private final TextOrJson format = new TextOrJson();

    @Parameters(arity = "0..1", paramLabel = "KEY", descriptionKey = "key")
    private @Nullable String key;

    private final Context context;

    ConfigShowCommand(Context context) {
        this.context = context;
    }

    @Override
    public void run() {
        List<Setting> settings = context.settings().all();
        if (key != null) {
            context.print(value(settings, key));
            return;
        }
        if (format.isJson()) {
            context.print(
                    Json.text(settings.stream().map(ConfigShowCommand::json).toList()));
            return;
        }
        var table = new TextTable()
                .left(Messages.text("cli.config.name"), 60)
                .left(Messages.text("cli.config.value"), 60)
                .left(Messages.text("cli.config.origin"), 200);
        settings.forEach(setting -> table.row(setting.name(), shown(setting), origin(setting.origin())));
        context.print(table.lines(0));
    }

    /** The bare value, for scripts. */
    private static String value(List<Setting> settings, String key) {
        return settings.stream()
                .filter(setting -> setting.name().equals(key))
                .map(Setting::text)
                .findFirst()
                .orElseThrow(() -> new UserError(
                        ExitCode.USAGE,
                        Messages.text("cli.config.unknown", key),
                        Messages.text("config.unknown.todo")));
    }

    private static String shown(Setting setting) {
        return setting.text().isEmpty() ? "-" : setting.text();
    }

    private static String origin(Origin origin) {
        return switch (origin.source()) {
            case DEFAULT -> Messages.text("cli.config.default");
            case FILE, OPTION -> origin.where();
            case ENVIRONMENT -> Messages.text("cli.config.variable", origin.where());
        };
    }

    private static Map<String, Object> json(Setting setting) {
        var fields = new LinkedHashMap<String, Object>();
        fields.put("name", setting.name());
        fields.put("value", value(setting));
        fields.put("source", setting.origin().source().name().toLowerCase(Locale.ROOT));
        fields.put("where", setting.origin().where());
        return fields;
    }

    private static Object value(Setting setting) {
        if (setting.value() instanceof List<?> items) {
            var texts = new ArrayList<String>();
            items.forEach(item -> texts.add(String.valueOf(item)));
            return texts;
        }
        return setting.text();
    }
}
