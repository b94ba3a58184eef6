package health.consilium.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import health.consilium.docs.OperationPage.Answer;
import health.consilium.docs.OperationPage.Exchange;
import health.consilium.docs.OperationPage.Request;
import health.consilium.journeys.OperationJourneys;
import health.consilium.support.Api;
import health.consilium.support.Journey.Journeys;
import health.consilium.support.ServerTest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.CapabilityStatement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.annotation.Autowired;

/** The examples of the pages on operations and on sending records are what the server does: each request is sent, and its answer is the one shown. */
@ServerTest
@ResourceLock("exports of the demo's clients")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OperationPagesIT {

    private static final Path PAGES = Path.of("docs");
    private static final Path ANSWERS = Path.of("target/operation-pages");

    private final OperationJourneys cases;

    OperationPagesIT(@Autowired Journeys journeys) {
        cases = new OperationJourneys(journeys);
    }

    static Stream<OperationPage> pages() throws IOException {
        try (Stream<Path> files = Files.list(PAGES.resolve("operations"))) {
            List<Path> operations =
                    files.filter(file -> !file.endsWith("README.md")).sorted().toList();
            return Stream.concat(
                            operations.stream(),
                            Stream.of(PAGES.resolve("sending-records.md"), PAGES.resolve("notifications.md")))
                    .map(OperationPage::read);
        }
    }

    @ParameterizedTest
    @MethodSource("pages")
    void whatThePageShowsIsWhatTheServerDoes(OperationPage page) {
        assertThat(page.exchanges()).as("%s has an example", page.name()).isNotEmpty();
        Placeholders placeholders = new Placeholders();
        cases.before(page.name()).forEach(placeholders::with);
        for (int i = 0; i < page.exchanges().size(); i++) {
            check(page, i, placeholders);
        }
    }

    @Test
    void everyOperationThatTheServerDeclaresHasAnExample() throws IOException {
        Set<String> shown = pages().flatMap(page -> page.exchanges().stream())
                .map(Exchange::operation)
                .collect(Collectors.toSet());
        CapabilityStatement.CapabilityStatementRestComponent rest =
                Api.nobody().read(CapabilityStatement.class, "metadata").getRestFirstRep();
        Set<String> declared = Stream.concat(
                        rest.getOperation().stream(),
                        rest.getResource().stream().flatMap(resource -> resource.getOperation().stream()))
                .map(operation -> "$" + operation.getName().replaceAll("^\\$", ""))
                .collect(Collectors.toSet());

        assertThat(shown).containsAll(declared);
    }

    private void check(OperationPage page, int number, Placeholders placeholders) {
        Exchange exchange = page.exchanges().get(number);
        Api.Response response = answer(exchange, placeholders);
        Path kept = keep("%s-%d.json".formatted(page.name(), number + 1), response);

        List<String> differences = new ArrayList<>();
        if (response.status() != exchange.answer().status()) {
            differences.add("status is " + response.status() + ", shown is "
                    + exchange.answer().status());
        } else {
            differences.addAll(headers(exchange.answer(), response, placeholders));
            differences.addAll(body(exchange.answer(), response, placeholders));
        }
        assertThat(differences)
                .as(
                        "%s.md, example %d (%s %s); the answer is in %s",
                        page.name(),
                        number + 1,
                        exchange.request().method(),
                        exchange.request().address(),
                        kept)
                .isEmpty();
    }

    /** A job that is not done yet is asked for again, and so is what comes with a token that another test has ended. */
    private Api.Response answer(Exchange exchange, Placeholders placeholders) {
        Request request = exchange.request();
        Api.Response first = send(request, placeholders);
        if (first.status() == 401 && exchange.answer().status() != 401) {
            placeholders.with("token of the centre", cases.tokenOfTheCentre());
            first = send(request, placeholders);
        }
        if (first.status() != 202 || exchange.answer().status() == 202) {
            return first;
        }
        return await().atMost(Duration.ofSeconds(150))
                .pollInterval(Duration.ofSeconds(1))
                .until(() -> send(request, placeholders), response -> response.status() != 202);
    }

    private static Api.Response send(Request request, Placeholders placeholders) {
        Api caller = Api.nobody();
        for (Map.Entry<String, String> header : request.headers().entrySet()) {
            caller = caller.with(header.getKey(), placeholders.filled(header.getValue()));
        }
        String address = placeholders.filled(request.address()).replaceFirst("^\\[base]", Api.base());
        return caller.send(
                request.method(),
                address,
                null,
                placeholders.filled(request.body()).getBytes(StandardCharsets.UTF_8));
    }

    private static List<String> headers(Answer shown, Api.Response response, Placeholders placeholders) {
        return shown.headers().entrySet().stream()
                .filter(header -> {
                    String sent = response.header(header.getKey());
                    return sent == null || !placeholders.match(onThisServer(header.getValue()), sent);
                })
                .map(header -> "header %s is %s, shown is %s"
                        .formatted(header.getKey(), response.header(header.getKey()), header.getValue()))
                .toList();
    }

    private static List<String> body(Answer shown, Api.Response response, Placeholders placeholders) {
        if (shown.body().isEmpty()) {
            return List.of();
        }
        return new Shape(placeholders)
                .differences(ShortJson.parse(onThisServer(shown.body())), ShortJson.parse(response.text()));
    }

    private static String onThisServer(String shown) {
        return shown.replace("[base]", Api.base());
    }

    private static Path keep(String name, Api.Response response) {
        try {
            Files.createDirectories(ANSWERS);
            return Files.writeString(ANSWERS.resolve(name), response.text());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
