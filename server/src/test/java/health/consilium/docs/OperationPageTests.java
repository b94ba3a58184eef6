package health.consilium.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** How the examples of a page are read and compared. */
class OperationPageTests {

    private final Placeholders placeholders = new Placeholders().with("case", "c-1");

    private List<String> differences(String shown, String sent) {
        return new Shape(placeholders).differences(ShortJson.parse(shown), ShortJson.parse(sent));
    }

    @Test
    void aPageShowsRequestsAndTheirAnswers() {
        OperationPage page = OperationPage.parse(
                "match",
                """
                # A page

                ```http
                POST [base]/ServiceRequest/{case}/$match
                Prefer: return=representation

                {"resourceType": "Parameters"}
                ```

                Some words.

                ```http
                HTTP/1.1 200 OK
                Content-Type: application/fhir+json…

                {"resourceType": "Bundle", …}
                ```
                """);

        OperationPage.Exchange exchange = page.exchanges().get(0);
        assertThat(page.exchanges()).hasSize(1);
        assertThat(exchange.operation()).isEqualTo("$match");
        assertThat(exchange.request().method()).isEqualTo("POST");
        assertThat(exchange.request().headers()).isEqualTo(Map.of("Prefer", "return=representation"));
        assertThat(placeholders.filled(exchange.request().address())).isEqualTo("[base]/ServiceRequest/c-1/$match");
        assertThat(exchange.answer().status()).isEqualTo(200);
        assertThat(exchange.answer().body()).startsWith("{\"resourceType\": \"Bundle\"");
    }

    @Test
    void aRequestWithoutAnswerIsAFault() {
        assertThatThrownBy(() -> OperationPage.parse("match", "```http\nGET [base]/metadata\n```\n"))
                .hasMessageContaining("match");
        assertThatThrownBy(() -> OperationPage.parse(
                        "match", "```http\nHTTP/1.1 200 OK\n```\n```http\nGET [base]/metadata\n```\n"))
                .hasMessageContaining("match");
    }

    @Test
    void whatIsShownMustBeThereWithItsValue() {
        assertThat(differences("{\"a\": 1, \"b\": [true]}", "{\"a\": 1.0, \"b\": [true]}"))
                .isEmpty();
        assertThat(differences("{\"a\": 1}", "{\"a\": 2}"))
                .singleElement()
                .asString()
                .contains("$.a");
        assertThat(differences("{\"a\": {\"b\": \"x\"}}", "{\"a\": {}}"))
                .singleElement()
                .asString()
                .contains("$.a.b");
        assertThat(differences("{\"a\": \"1\"}", "{\"a\": 1}")).hasSize(1);
    }

    @Test
    void whatIsNotShownMustNotBeThere() {
        assertThat(differences("{\"a\": 1}", "{\"a\": 1, \"b\": 2}"))
                .singleElement()
                .asString()
                .contains("$.b");
        assertThat(differences("[1]", "[1, 2]")).singleElement().asString().contains("2 elements");
    }

    @Test
    void threeDotsSayThatThereIsMore() {
        assertThat(differences("{\"a\": 1, …}", "{\"b\": 2, \"a\": 1}")).isEmpty();
        assertThat(differences("{…}", "{\"b\": {\"c\": []}}")).isEmpty();
        assertThat(differences("[2, …, 4]", "[1, 2, 3, 4]")).isEmpty();
        assertThat(differences("[{\"a\": 2, …}, …]", "[{\"a\": 1}, {\"a\": 2, \"b\": 3}]"))
                .isEmpty();
    }

    @Test
    void theOrderOfAListCountsAlsoWhenItIsShortened() {
        assertThat(differences("[4, …, 2]", "[1, 2, 3, 4]"))
                .singleElement()
                .asString()
                .contains("element 2");
        assertThat(differences("[{\"a\": 3}, …]", "[{\"a\": 1}, {\"a\": 2}]"))
                .singleElement()
                .asString()
                .contains("[0].a is 1, shown is 3");
    }

    @Test
    void threeDotsInATextStandForAnything() {
        assertThat(differences("{\"id\": \"…\", \"at\": \"2026-…\"}", "{\"id\": \"x\", \"at\": \"2026-11-24\"}"))
                .isEmpty();
        assertThat(differences("{\"size\": \"…\"}", "{\"size\": 512}")).isEmpty();
        assertThat(differences("\"Task/…\"", "\"Patient/1\"")).hasSize(1);
        assertThat(differences("\"…\"", "{}")).hasSize(1);
        assertThat(differences("\"a [1] … \\\"b\\\"\"", "\"a [1] and \\\"b\\\"\""))
                .isEmpty();
    }

    @Test
    void aKnownPlaceholderMustBeWhatIsThere() {
        assertThat(differences("\"ServiceRequest/{case}\"", "\"ServiceRequest/c-1\""))
                .isEmpty();
        assertThat(differences("\"ServiceRequest/{case}\"", "\"ServiceRequest/c-2\""))
                .hasSize(1);
    }

    @Test
    void anUnknownPlaceholderTakesWhatIsThere() {
        assertThat(differences("[\"Task/{referral}\", \"Task/{referral}\"]", "[\"Task/t-7\", \"Task/t-7\"]"))
                .isEmpty();
        assertThat(placeholders.filled("Task/{referral}")).isEqualTo("Task/t-7");
        assertThat(differences("[\"{a}\", \"{a}\"]", "[\"1\", \"2\"]")).hasSize(1);
    }

    @Test
    void anElementThatIsNotTheOneShownLeavesNothingBehind() {
        assertThat(differences(
                        "[{\"id\": \"{a}\", \"b\": 2}, …]", "[{\"id\": \"x\", \"b\": 1}, {\"id\": \"y\", \"b\": 2}]"))
                .isEmpty();
        assertThat(placeholders.filled("{a}")).isEqualTo("y");
    }

    @Test
    void aRequestCannotHoldWhatNothingStandsFor() {
        assertThatThrownBy(() -> placeholders.filled("Task/{referral}")).hasMessageContaining("{referral}");
    }
}
