package health.consilium.docs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What can be said of the operation pages without a server. The examples are tried by {@link OperationPagesIT}. */
class OperationPagesTests {

    private static final Path PAGES = Path.of("docs/operations");
    private static final Pattern DEFINITION = Pattern.compile("(?m)^- Definition: `OperationDefinition/([a-z-]+)`$");
    private static final Pattern REFUSAL = Pattern.compile("(?m)^\\| (\\d{3}) \\| `([a-z-]+)` \\|");

    static List<Path> pages() throws IOException {
        try (Stream<Path> files = Files.list(PAGES)) {
            return files.filter(file -> !file.endsWith("README.md")).sorted().toList();
        }
    }

    static List<Path> pagesWithRefusals() throws IOException {
        return Stream.concat(pagesOfOurs().stream(), Stream.of(PAGES.resolveSibling("sending-records.md")))
                .toList();
    }

    static List<Path> pagesOfOurs() throws IOException {
        return pages().stream().filter(page -> !page.endsWith("standard.md")).toList();
    }

    @ParameterizedTest
    @MethodSource("pagesOfOurs")
    void theParametersAreThoseOfTheDefinition(Path page) {
        Matcher definition = DEFINITION.matcher(GeneratedBlock.read(page));
        assertThat(definition.find())
                .as("%s names its OperationDefinition", page)
                .isTrue();

        new GeneratedBlock(page, "parameters").mustBe(new ParameterTable(definition.group(1)).text());
    }

    @ParameterizedTest
    @MethodSource("pagesWithRefusals")
    void theCodesOfRefusalsAreThoseOfTheCodeSystem(Path page) throws IOException {
        List<String> codes = REFUSAL.matcher(GeneratedBlock.read(page))
                .results()
                .map(refusal -> refusal.group(2))
                .toList();

        assertThat(codes).isNotEmpty();
        assertThat(outcomeCodes()).containsAll(codes);
    }

    @ParameterizedTest
    @MethodSource("pages")
    void thereIsAnExampleThatCanBeRead(Path page) {
        List<OperationPage.Exchange> exchanges = OperationPage.read(page).exchanges();

        assertThat(exchanges).isNotEmpty();
        assertThat(exchanges)
                .extracting(exchange -> exchange.answer().body())
                .filteredOn(body -> !body.isEmpty())
                .allSatisfy(body ->
                        assertThat(ShortJson.parse(body).isContainerNode()).isTrue());
    }

    @ParameterizedTest
    @MethodSource("pages")
    void theIndexLeadsToThePage(Path page) {
        assertThat(GeneratedBlock.read(PAGES.resolve("README.md"))).contains("](" + page.getFileName() + ")");
    }

    private static Set<String> outcomeCodes() throws IOException {
        try (InputStream file = OperationPagesTests.class.getResourceAsStream(
                "/health/consilium/ig/package/CodeSystem-outcome-code.json")) {
            Set<String> codes = new HashSet<>();
            for (JsonNode concept : new ObjectMapper().readTree(file).path("concept")) {
                codes.add(concept.path("code").asText());
            }
            return codes;
        }
    }
}
