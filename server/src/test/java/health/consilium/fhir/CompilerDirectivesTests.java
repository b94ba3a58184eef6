package health.consilium.fhir;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;

/** What the second compiler leaves alone in an unpacked server: {@code server/bin/compiler.json}. */
class CompilerDirectivesTests {

    private static final Path FILE = Path.of("bin/compiler.json");
    private static final Pattern METHODS = Pattern.compile("\"([^\"]+)\\.[^.\"]+\"");

    static List<String> classes() throws IOException {
        return METHODS.matcher(Files.readString(FILE))
                .results()
                .map(match -> match.group(1))
                .toList();
    }

    /** After an upgrade they may have moved, and the start would be slower again without a word. */
    @ParameterizedTest
    @MethodSource("classes")
    void theClassesThatItNamesAreThere(String pattern) throws IOException {
        assertThat(onTheClassPath(pattern) || inJava(pattern)).as(pattern).isTrue();
    }

    @Test
    void javaUnderstandsIt() throws IOException, InterruptedException {
        Process java = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "@bin/compiler.options",
                        "-XX:CompilerDirectivesFile=" + FILE,
                        "-version")
                .redirectErrorStream(true)
                .start();
        String said = new String(java.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(java.waitFor()).as(said).isZero();
        assertThat(said).contains("1 compiler directives added");
    }

    private static boolean onTheClassPath(String pattern) throws IOException {
        String files = pattern.endsWith("/*") ? pattern + "*/*.class" : pattern + ".class";
        return new PathMatchingResourcePatternResolver().getResources("classpath*:" + files).length > 0;
    }

    private static boolean inJava(String pattern) throws IOException {
        Path file = FileSystems.getFileSystem(URI.create("jrt:/")).getPath("/modules/java.base", pattern);
        if (!Files.isDirectory(file.getParent())) {
            return false;
        }
        try (Stream<Path> classes = Files.list(file.getParent())) {
            String name = file.getFileName().toString();
            return classes.map(found -> found.getFileName().toString())
                    .anyMatch(found -> name.endsWith("*")
                            ? found.startsWith(name.substring(0, name.length() - 1))
                            : found.equals(name + ".class"));
        }
    }
}
