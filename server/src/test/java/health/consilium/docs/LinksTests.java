package health.consilium.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every link from one page of the repository to another file, or to a heading, leads somewhere. */
class LinksTests {

    private static final Path REPOSITORY = Path.of("..");
    private static final Pattern LINK = Pattern.compile("]\\(([^)\\s]+)\\)");
    private static final Pattern HEADING = Pattern.compile("(?m)^#{1,6} +(.+)$");
    private static final Pattern ANCHOR = Pattern.compile("<a id=\"([^\"]+)\">");
    private static final Pattern CODE_BLOCK = Pattern.compile("(?ms)^```.*?^```$");

    static List<Path> pages() throws IOException {
        List<Path> pages =
                new ArrayList<>(Stream.of("README.md", "examples/README.md", "ig/README.md", "terminology/README.md")
                        .map(REPOSITORY::resolve)
                        .toList());
        try (Stream<Path> docs = Files.walk(REPOSITORY.resolve("server/docs"))) {
            docs.filter(file -> file.toString().endsWith(".md")).sorted().forEach(pages::add);
        }
        return pages;
    }

    @ParameterizedTest
    @MethodSource("pages")
    void everyLinkOfThePageLeadsSomewhere(Path page) {
        assertThat(broken(page, GeneratedBlock.read(page)))
                .as("links of %s that lead nowhere", REPOSITORY.relativize(page))
                .isEmpty();
    }

    @Test
    void aLinkToNothingIsFound() {
        Path page = REPOSITORY.resolve("README.md");

        assertThat(broken(page, "[a](server/docs/none.md) [b](#test-it) [c](#none) [d](server/docs/adr#none)"))
                .containsExactly("server/docs/none.md", "#none", "server/docs/adr#none");
        assertThat(broken(page, "[a](https://hl7.org/fhir) [b](server/docs/architecture.md#one-route-for-state)"))
                .isEmpty();
        assertThat(broken(page, "```sh\n[a](none.md)\n```\n")).isEmpty();
    }

    private static List<String> broken(Path page, String text) {
        return LINK.matcher(CODE_BLOCK.matcher(text).replaceAll(""))
                .results()
                .map(link -> link.group(1))
                .filter(target -> !target.matches("[a-z]+:.*"))
                .filter(target -> !leadsSomewhere(page, target))
                .toList();
    }

    private static boolean leadsSomewhere(Path page, String target) {
        String[] parts = target.split("#", 2);
        Path file = parts[0].isEmpty() ? page : page.resolveSibling(parts[0]);
        if (parts.length == 1) {
            return Files.exists(file);
        }
        return Files.isRegularFile(file) && anchors(GeneratedBlock.read(file)).contains(parts[1]);
    }

    /** As GitHub and GitLab make them: lower case, no punctuation, hyphens for spaces. */
    private static Set<String> anchors(String text) {
        Set<String> anchors = new HashSet<>();
        for (Matcher heading = HEADING.matcher(text); heading.find(); ) {
            anchors.add(heading.group(1)
                    .strip()
                    .toLowerCase(Locale.ROOT)
                    .replaceAll("[^\\p{L}\\p{N} _-]", "")
                    .replace(' ', '-'));
        }
        for (Matcher anchor = ANCHOR.matcher(text); anchor.find(); ) {
            anchors.add(anchor.group(1));
        }
        return anchors;
    }
}
