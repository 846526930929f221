package org.claimaudit.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;

/** The tree of commands, put together by hand. */
final class Commands {
    private Commands() {}

    static void addTo(CommandSpec root, Context context) {
        root.addSubcommand("run", new CommandLine(new RunCommand(context)));
        root.addSubcommand("ingest", new CommandLine(new IngestCommand(context)));
        root.addSubcommand("check", new CommandLine(new CheckCommand(context)));
        root.addSubcommand("report", new CommandLine(new ReportCommand(context)));
        root.addSubcommand("rules", rules(context));
        root.addSubcommand("cases", cases(context));
        root.addSubcommand(
                "recovery",
                new CommandLine(new RecoveryCommand(context))
                        .addSubcommand("post", new RecoveryPostCommand(context))
                        .addSubcommand("close", new RecoveryCloseCommand(context)));
        root.addSubcommand("sheet", new CommandLine(new SheetCommand(context)));
        root.addSubcommand("runs", runs(context));
        root.addSubcommand("generate", new CommandLine(new GenerateCommand(context)));
        root.addSubcommand("evaluate", new CommandLine(new EvaluateCommand(context)));
        root.addSubcommand("config", config(context));
        root.addSubcommand("doctor", new CommandLine(new DoctorCommand(context)));
        root.addSubcommand("completion", new CommandLine(new CompletionCommand(context)));
        root.addSubcommand("help", new CommandLine(new HelpForCommand(context)));
    }

    private static CommandLine rules(Context context) {
        @Command(name = "rules")
        class Rules extends CommandGroup {}
        return new CommandLine(new Rules())
                .addSubcommand("list", new RulesListCommand(context))
                .addSubcommand("explain", new RulesExplainCommand(context))
                .addSubcommand("lint", new RulesLintCommand(context))
                .addSubcommand("knowledge", knowledge(context))
                .addSubcommand("test", new RulesTestCommand(context))
                .addSubcommand("docs", new RulesDocsCommand(context))
                .addSubcommand("new", new RulesNewCommand(context))
                .addSubcommand("try", new RulesTryCommand(context))
                .addSubcommand("sweep", new RulesSweepCommand(context));
    }

    private static CommandLine knowledge(Context context) {
        @Command(name = "knowledge")
        class Knowledge extends CommandGroup {}
        return new CommandLine(new Knowledge()).addSubcommand("check", new RulesKnowledgeCheckCommand(context));
    }

    private static CommandLine cases(Context context) {
        @Command(name = "cases")
        class Cases extends CommandGroup {}
        return new CommandLine(new Cases())
                .addSubcommand("list", new CasesListCommand(context))
                .addSubcommand("show", new CasesShowCommand(context))
                .addSubcommand("export", new CasesExportCommand(context))
                .addSubcommand("pack", new CasesPackCommand(context))
                .addSubcommand("decide", new CasesDecideCommand(context))
                .addSubcommand("exempt", new CasesExemptCommand(context))
                .addSubcommand("history", new CasesHistoryCommand(context))
                .addSubcommand("proceed", new CasesProceedCommand(context))
                .addSubcommand("sample", new CasesSampleCommand(context))
                .addSubcommand("assign", new CasesAssignCommand(context));
    }

    private static CommandLine runs(Context context) {
        @Command(name = "runs")
        class Runs extends CommandGroup {}
        return new CommandLine(new Runs())
                .addSubcommand("list", new RunsListCommand(context))
                .addSubcommand("show", new RunsShowCommand(context))
                .addSubcommand("diff", new RunsDiffCommand(context));
    }

    private static CommandLine config(Context context) {
        @Command(name = "config")
        class Config extends CommandGroup {}
        return new CommandLine(new Config()).addSubcommand("show", new ConfigShowCommand(context));
    }
}
