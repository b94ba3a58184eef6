package health.consilium.examples.coordinator;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A client's command line, run as a person would from {@code examples}. */
final class Command {

    /** How it ended, and what it printed. */
    record Result(int status, String out, String err) {

        /** What it printed, if it succeeded. */
        String succeeded() {
            if (status != 0) {
                throw new AssertionError("Ended with " + status + ":\n" + out + err);
            }
            return out;
        }

        /** What it complained of, if it failed. */
        String failed() {
            if (status == 0) {
                throw new AssertionError("Succeeded:\n" + out);
            }
            return err;
        }
    }

    private final List<String> words;
    private final Map<String, String> environment = new HashMap<>();

    private Command(List<String> words, String origin) {
        this.words = words;
        environment.put("CONSILIUM_URL", origin);
    }

    static Command hospital(String origin, String... arguments) {
        return script(origin, "clients/hospital.sh", arguments);
    }

    static Command centre(String origin, String centre, String... arguments) {
        return script(origin, "clients/centre.sh", arguments).with("CLIENT_ID", centre);
    }

    static Command script(String origin, String script, String... arguments) {
        List<String> words = new ArrayList<>(List.of("bash", script));
        words.addAll(List.of(arguments));
        return new Command(words, origin);
    }

    static Command coordinator(String origin, String... arguments) {
        List<String> words = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-jar",
                "target/consilium-examples-" + System.getProperty("consilium.version") + ".jar"));
        words.addAll(List.of(arguments));
        return new Command(words, origin);
    }

    Command with(String name, String value) {
        environment.put(name, value);
        return this;
    }

    Result run() throws IOException, InterruptedException {
        Path out = Files.createTempFile("command", ".out");
        Path err = Files.createTempFile("command", ".err");
        try {
            ProcessBuilder builder =
                    new ProcessBuilder(words).redirectOutput(out.toFile()).redirectError(err.toFile());
            builder.environment().putAll(environment);
            Process process = builder.start();
            if (!process.waitFor(5, TimeUnit.MINUTES)) {
                process.destroyForcibly().waitFor();
                throw new AssertionError(words + " does not end:\n" + text(out) + text(err));
            }
            return new Result(process.exitValue(), text(out), text(err));
        } finally {
            Files.delete(out);
            Files.delete(err);
        }
    }

    private static String text(Path file) throws IOException {
        return Files.readString(file, StandardCharsets.UTF_8);
    }
}
