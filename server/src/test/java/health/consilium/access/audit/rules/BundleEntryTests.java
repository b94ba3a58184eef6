package health.consilium.access.audit.rules;

import static org.assertj.core.api.Assertions.assertThat;

import org.hl7.fhir.r4.model.Bundle.BundleEntryComponent;
import org.hl7.fhir.r4.model.Bundle.HTTPVerb;
import org.hl7.fhir.r4.model.OperationOutcome;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BundleEntryTests {

    @ParameterizedTest
    @CsvSource({
        "GET, Task/1, read, Task, 1",
        "GET, /Task/1, read, Task, 1",
        "GET, Task/1/_history/2, vread, Task, 1",
        "GET, Task/1/_history, history-instance, Task, 1",
        "GET, Task, search-type, Task, ''",
        "GET, Task?_id=1, search-type, Task, ''",
        "GET, Task/_search?_id=1, search-type, Task, ''",
        "GET, /Task?_id=1/2, search-type, Task, ''",
        "GET, ?_getpages=1, search-type, '', ''",
        "GET, Task/no such id, search-type, Task, ''",
        "GET, Patient/$everything, search-type, Patient, ''",
        "GET, Patient/_history, search-type, Patient, ''",
        "GET, /, search-type, '', ''",
        "GET, https://example.org/fhir/Task/1, search-type, '', ''",
        "POST, Task, create, Task, ''",
        "PUT, Task/1, update, Task, 1",
        "PUT, Task?identifier=1, update, Task, ''",
        "PATCH, Task/1, patch, Task, 1",
        "DELETE, Task/1, delete, Task, 1",
        "HEAD, Task/1, unknown, Task, 1",
    })
    void whatIsAsked(HTTPVerb method, String url, String interaction, String type, String id) {
        BundleEntryComponent entry = new BundleEntryComponent();
        entry.getRequest().setMethod(method).setUrl(url);

        AskedEntry asked = AskedEntry.of(entry);

        assertThat(asked.interaction()).isEqualTo(interaction);
        assertThat(asked.type()).isEqualTo(type);
        assertThat(asked.id()).isEqualTo(id);
        assertThat(asked.reference().isPresent()).isEqualTo(!id.isEmpty());
    }

    @Test
    void anEntryWithoutARequestAsksForNothing() {
        AskedEntry asked = AskedEntry.of(new BundleEntryComponent());

        assertThat(asked.interaction()).isEqualTo("unknown");
        assertThat(asked.reference()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "200 OK, , success, false",
        "304 Not Modified, , success, false",
        "404 Not Found, HAPI-2001: Resource Task/1 is not known, not-found, true",
        "410 Gone, , not-found, true",
        "403 Forbidden, forbidden: This is not for the role centre., forbidden, true",
        "422, dangling-reference: There is no Task/1., dangling-reference, true",
        "422 Unprocessable Entity, Profile: not met, invalid-profile, true",
        "500 Internal Server Error, , internal-error, true",
        "nonsense, , internal-error, true",
    })
    void howItWasAnswered(String status, String words, String outcome, boolean refused) {
        BundleEntryComponent entry = new BundleEntryComponent();
        OperationOutcome said = new OperationOutcome();
        said.addIssue().setDiagnostics(words);
        entry.getResponse().setStatus(status).setOutcome(said);

        EntryAnswer answer = EntryAnswer.of(entry);

        assertThat(answer.outcome()).isEqualTo(outcome);
        assertThat(answer.isRefused()).isEqualTo(refused);
    }
}
