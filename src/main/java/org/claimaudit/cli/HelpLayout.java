package org.claimaudit.cli;

import java.util.List;
import org.claimaudit.support.Messages;
import picocli.CommandLine;
import picocli.CommandLine.Help;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.UsageMessageSpec;

/** Usage texts: the command's own options first, then those that every command takes. */
final class HelpLayout {
    private HelpLayout() {}

    static void apply(CommandLine command, int columns) {
        UsageMessageSpec usage = command.getCommandSpec().usageMessage();
        usage.width(columns).abbreviateSynopsis(true).sortOptions(false);
        usage.optionListHeading("");
        command.getHelpSectionMap().put(UsageMessageSpec.SECTION_KEY_OPTION_LIST, HelpLayout::options);
        command.getSubcommands().values().forEach(sub -> apply(sub, columns));
    }

    private static String options(Help help) {
        List<OptionSpec> own = visible(help, false);
        List<OptionSpec> common = visible(help, true);
        return section(help, "cli.help.options", own) + section(help, "cli.help.common", common);
    }

    private static List<OptionSpec> visible(Help help, boolean common) {
        boolean isRoot = help.commandSpec().parent() == null;
        return help.commandSpec().options().stream()
                .filter(option -> !option.hidden() && (option.inherited() || isRoot) == common)
                .toList();
    }

    private static String section(Help help, String heading, List<OptionSpec> options) {
        if (options.isEmpty()) {
            return "";
        }
        Help.Layout layout = help.createDefaultLayout();
        layout.addOptions(options, help.parameterLabelRenderer());
        return String.format("%n%s%n", Messages.text(heading)) + layout;
    }
}
