package org.claimaudit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The launcher of a distribution, with a Java that tells what it was started with. */
class LauncherTest {
    private static final String JAVA = """
            #!/bin/sh
            echo "$*" >>"${0%/*}/calls"
            for argument; do
              case $argument in
                -XX:SharedArchiveFile=*.jsa.*) echo archive >"${argument#*=}" && exit 0 ;;
              esac
              printf '[%s]\\n' "$argument"
            done
            echo "LC_ALL=$LC_ALL"
            exit 7
            """;

    @TempDir
    Path temp;

    private Path distribution;
    private Path java;

    @BeforeEach
    void unpack() throws IOException {
        distribution = Files.createDirectories(temp.resolve("医保 audit"));
        Files.createDirectories(distribution.resolve("bin"));
        Files.createDirectories(distribution.resolve("lib"));
        Files.copy(Path.of("scripts/claimaudit"), distribution.resolve("bin/claimaudit"));
        Files.writeString(distribution.resolve("lib/claimaudit-9.9.9.jar"), "jar");
        java = Files.createDirectories(temp.resolve("jdk/bin")).resolve("java");
        Files.writeString(java, JAVA);
        Files.setPosixFilePermissions(java, PosixFilePermissions.fromString("rwxr-xr-x"));
        Files.writeString(temp.resolve("jdk/release"), "IMPLEMENTOR=\"x\"\nJAVA_VERSION=\"17.0.15\"\n");
    }

    @Test
    void handsOverArgumentsExitCodeAndFolder() throws Exception {
        Result result = launch(Map.of(), "run", "a b.csv", "", "医保.csv");
        assertThat(result.exitCode()).isEqualTo(7);
        assertThat(result.out())
                .contains("[-Dclaimaudit.home=" + distribution.toRealPath() + "]")
                .contains("[org.claimaudit.Main]\n[run]\n[a b.csv]\n[]\n[医保.csv]\n")
                .contains("LC_ALL=C.UTF-8")
                .doesNotContain("tty")
                .doesNotContain("enable-native-access");
    }

    @Test
    void findsItselfThroughLinks() throws Exception {
        Path link = Files.createSymbolicLink(temp.resolve("first"), distribution.resolve("bin/claimaudit"));
        Path second = Files.createSymbolicLink(temp.resolve("second"), link.getFileName());
        Result result = launch(second, Map.of(), "--version");
        assertThat(result.out()).contains("[-Dclaimaudit.home=" + distribution.toRealPath() + "]");
    }

    @Test
    void takesTheLanguageFromTheLocale() throws Exception {
        assertThat(launch(Map.of()).out()).contains("[-Duser.language=en]").doesNotContain("user.country");
        assertThat(launch(Map.of("LANG", "C.UTF-8")).out()).contains("[-Duser.language=en]");
        assertThat(launch(Map.of("LANG", "zh_CN.GB18030")).out())
                .contains("[-Duser.language=zh]", "[-Duser.country=CN]");
        assertThat(launch(Map.of("LANG", "zh_CN.UTF-8", "LC_ALL", "en_US.UTF-8"))
                        .out())
                .contains("[-Duser.language=en]", "[-Duser.country=US]");
    }

    @Test
    void makesTheClassArchiveOnceForEachJarAndJvm() throws Exception {
        launch(Map.of());
        List<String> first = archives();
        assertThat(first).hasSize(1).allMatch(name -> name.endsWith(".jsa"));
        assertThat(launch(Map.of()).out())
                .contains("[-XX:SharedArchiveFile=" + distribution.toRealPath().resolve("lib/" + first.get(0)) + "]");
        assertThat(Files.readAllLines(temp.resolve("jdk/bin/calls"))).hasSize(4); // class list, dump and two starts

        Files.writeString(distribution.resolve("lib/claimaudit-9.9.9.jar"), "raj"); // same size
        launch(Map.of());
        Files.writeString(temp.resolve("jdk/release"), "JAVA_VERSION=\"17.0.16\"\n");
        launch(Map.of());
        assertThat(archives()).hasSize(3);
    }

    @Test
    void doesNotTryAgainWhereTheJvmCannotMakeAnArchive() throws Exception {
        Files.writeString(java, JAVA.replace("echo archive >", "false "));
        launch(Map.of());
        assertThat(launch(Map.of()).out()).doesNotContain("SharedArchiveFile");
        assertThat(Files.readAllLines(temp.resolve("jdk/bin/calls"))).hasSize(4);
    }

    @Test
    void allowsNativeAccessWhereJavaAsksForIt() throws Exception {
        Files.writeString(temp.resolve("jdk/release"), "JAVA_VERSION=\"25\"\n");
        assertThat(launch(Map.of()).out()).contains("[--enable-native-access=ALL-UNNAMED]");
    }

    @Test
    void refusesAnOldOrMissingJava() throws Exception {
        Files.writeString(temp.resolve("jdk/release"), "JAVA_VERSION=\"11.0.2\"\n");
        Result old = launch(Map.of("LANG", "zh_CN.UTF-8"));
        assertThat(old.exitCode()).isEqualTo(1);
        assertThat(old.out()).isEmpty();
        assertThat(old.err()).contains("是 Java 11，需要 Java 17");

        Files.delete(java);
        Result missing = launch(Map.of());
        assertThat(missing.exitCode()).isEqualTo(1);
        assertThat(missing.err()).contains("no Java found in JAVA_HOME=" + temp.resolve("jdk"));
    }

    private List<String> archives() throws IOException {
        try (Stream<Path> files = Files.list(distribution.resolve("lib"))) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.contains(".jsa"))
                    .toList();
        }
    }

    private Result launch(Map<String, String> environment, String... arguments) throws Exception {
        return launch(distribution.resolve("bin/claimaudit"), environment, arguments);
    }

    /** Starts the launcher with nothing in its environment but PATH, JAVA_HOME and what is given. */
    private Result launch(Path launcher, Map<String, String> environment, String... arguments) throws Exception {
        var builder = new ProcessBuilder("sh", launcher.toString());
        builder.command().addAll(List.of(arguments));
        builder.environment().clear();
        builder.environment().put("PATH", "/usr/bin:/bin");
        builder.environment().put("JAVA_HOME", temp.resolve("jdk").toString());
        builder.environment().putAll(environment);
        builder.redirectOutput(temp.resolve("out").toFile());
        builder.redirectError(temp.resolve("err").toFile());
        Process process = builder.start();
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        return new Result(
                process.exitValue(),
                Files.readString(temp.resolve("out"), StandardCharsets.UTF_8),
                Files.readString(temp.resolve("err"), StandardCharsets.UTF_8));
    }

    private record Result(int exitCode, String out, String err) {}
}
