package health.consilium.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Each id that we say we answer to has a test method of its own, and one alone. */
class InfernoIdsTests {

    private static final Path TESTS = Path.of("src/test/java");
    private static final Path IDS = Path.of("src/test/resources/health/consilium/journeys/inferno-ids.txt");

    /** A test method with its annotations, whatever stands between them. */
    private static final Pattern TEST =
            Pattern.compile("@(?:Parameterized)?Test\\b(?:(?!\\bvoid\\b)[\\s\\S])*?\\bvoid (\\w+)\\(");

    private static final Pattern KIT = Pattern.compile(
            "(well_known|smart|standalone|g10|us_core|introspection|bulk_data|output_format|since_in)_\\w+|attestations");

    @Test
    void eachIdHasATestOfItsNameAndNoTestAnIdThatIsNotListed() throws IOException {
        List<String> listed = Files.readAllLines(IDS).stream()
                .filter(line -> !line.isBlank() && !line.startsWith("#"))
                .toList();
        assertThat(listed).doesNotHaveDuplicates();
        assertThat(named()).containsExactlyInAnyOrderElementsOf(new TreeSet<>(listed));
    }

    private static Set<String> named() throws IOException {
        Set<String> found = new TreeSet<>();
        try (Stream<Path> files = Files.walk(TESTS)) {
            for (Path file :
                    files.filter(path -> path.toString().endsWith(".java")).toList()) {
                Matcher test = TEST.matcher(Files.readString(file));
                while (test.find()) {
                    if (KIT.matcher(test.group(1)).matches()) {
                        assertThat(found.add(test.group(1))).as(test.group(1)).isTrue();
                    }
                }
            }
        }
        return found;
    }
}
