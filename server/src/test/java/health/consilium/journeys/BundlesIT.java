package health.consilium.journeys;

import static health.consilium.support.Probes.observationOf;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import health.consilium.support.Api;
import health.consilium.support.Api.Response;
import health.consilium.support.Journey;
import health.consilium.support.Journey.Journeys;
import health.consilium.support.ServerTest;
import health.consilium.support.TrailRows;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.hl7.fhir.r4.model.AuditEvent;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Bundle.BundleEntryComponent;
import org.hl7.fhir.r4.model.Bundle.BundleType;
import org.hl7.fhir.r4.model.Bundle.HTTPVerb;
import org.hl7.fhir.r4.model.Observation;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.RequestGroup;
import org.hl7.fhir.r4.model.Resource;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What is asked for within a Bundle is refused, shown and recorded as if it had been asked for alone. */
@ServerTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BundlesIT {

    private static final String HEIDELBERG = "centre-heidelberg";

    @Autowired
    Journeys journeys;

    @Autowired
    JdbcClient jdbc;

    private Journey owner;
    private RequestGroup options;

    @BeforeAll
    void optionsArePublished() {
        owner = journeys.hospitalSends("breast");
        options = owner.optionsArePublished();
    }

    @ParameterizedTest
    @EnumSource(
            value = BundleType.class,
            names = {"BATCH", "TRANSACTION"})
    void nobodyButAnAuditorReadsTheTrail(BundleType type) {
        Api auditor = Api.person("admin");
        String event = "AuditEvent/"
                + auditor.search(AuditEvent.class, "AuditEvent?_count=1").get(0).getIdPart();

        for (String asked : List.of("AuditEvent?date=ge2020&_count=5", event, "/" + event, Api.base() + "/" + event)) {
            for (Api caller : List.of(
                    owner.coordinator(),
                    owner.patient(),
                    owner.hospital(),
                    Api.system(HEIDELBERG),
                    Api.person("translator-1"),
                    Api.person("clinician"))) {
                Response answer = caller.transaction(gets(type, asked));
                assertThat(answer.text()).as(asked).doesNotContain("\"resourceType\":\"AuditEvent\"");
                if (answer.status() == 200) {
                    assertThat(statuses(answer)).as(asked).isSubsetOf("403", "404");
                }
            }
        }
        Response told = auditor.transaction(gets(type, event));
        assertThat(told.as(Bundle.class).getEntryFirstRep().getResource()).isInstanceOf(AuditEvent.class);
        assertThat(recorded(told))
                .as("whoever reads the trail is in it")
                .singleElement()
                .satisfies(read -> assertThat(read.kind()).isEqualTo("READ"));
    }

    @ParameterizedTest
    @EnumSource(
            value = BundleType.class,
            names = {"BATCH", "TRANSACTION"})
    void theDraftOfWhatIsPublishedStaysAtTheDesk(BundleType type) {
        String published = Journey.reference(options);
        Bundle asked = gets(type, published, published + "/_history/1");

        assertThat(statuses(owner.patient().transaction(asked))).containsExactly("200", "404");
        assertThat(statuses(owner.coordinator().transaction(asked))).containsExactly("200", "200");
    }

    /** They are asked for with the desk's own rights and entered in the trail as such, each by itself. */
    @Test
    void operationsPagesAndVersionsOfAWholeTypeAreNotForBundles() {
        String next = owner.coordinator()
                .search("Observation?_count=1")
                .getLink("next")
                .getUrl();
        for (String url : List.of(
                "Patient/" + owner.patientId() + "/$everything",
                "AuditEvent/$verify-trail",
                "Patient/_history",
                "_history",
                next.substring(next.indexOf('?')),
                next)) {
            Response answer = owner.coordinator().transaction(gets(BundleType.BATCH, url));
            assertThat(answer.status() == 200 ? statuses(answer).get(0) : "" + answer.status())
                    .as(url)
                    .isIn("400", "403", "404", "405");
        }
    }

    @Test
    void whatFiftyEntriesReadIsInTheTrailAsItIsInTheAnswer() {
        List<String> observations = owner
                .coordinator()
                .search(Observation.class, "Observation?_count=50&patient=Patient/" + owner.patientId())
                .stream()
                .map(Journey::reference)
                .toList();
        String[] fifty = Stream.of(
                        observations.stream(),
                        Stream.of("Patient/" + owner.patientId(), owner.caseReference(), owner.rootReference()),
                        IntStream.rangeClosed(1, 2).mapToObj(version -> owner.rootReference() + "/_history/" + version))
                .flatMap(all -> all)
                .toArray(String[]::new);
        String[] asked =
                IntStream.range(0, 50).mapToObj(i -> fifty[i % fifty.length]).toArray(String[]::new);

        Response answer = owner.coordinator().transaction(gets(BundleType.BATCH, asked));

        Bundle told = answer.as(Bundle.class);
        assertThat(told.getEntry()).hasSize(50).allMatch(BundleEntryComponent::hasResource);
        assertThat(recorded(answer))
                .flatExtracting(Event::entities)
                .containsExactlyInAnyOrderElementsOf(told.getEntry().stream()
                        .map(entry -> entry.getResource()
                                .getIdElement()
                                .toUnqualified()
                                .getValue())
                        .distinct()
                        .toList());
    }

    @ParameterizedTest
    @EnumSource(
            value = BundleType.class,
            names = {"BATCH", "TRANSACTION"})
    void whatIsRefusedWithinABundleIsInTheTrail(BundleType type) {
        String guess = "Task/" + UUID.randomUUID();
        Bundle asked = gets(type, guess, owner.rootReference(), "DocumentReference/" + UUID.randomUUID());

        Response answer = Api.system(HEIDELBERG).transaction(asked);

        assertThat(statuses(answer)).containsOnly("404");
        List<Event> refused = recorded(answer);
        assertThat(refused)
                .extracting(Event::what)
                .containsOnly("DENIED read not-found")
                .hasSize(3);
        assertThat(refused)
                .as("the one that there is, with whom it concerns")
                .filteredOn(event -> !event.entities().isEmpty())
                .singleElement()
                .satisfies(event -> {
                    assertThat(event.entities()).allMatch(name -> name.startsWith(owner.rootReference()));
                    assertThat(event.patients()).containsExactly("Patient/" + owner.patientId());
                });
    }

    @Test
    void aWriteThatABatchRefusesSaysWhyAndIsInTheTrail() {
        Observation dangling = observationOf(owner);
        dangling.addBasedOn(new Reference("ServiceRequest/" + UUID.randomUUID()));
        Observation stranger = observationOf(owner);
        stranger.setSubject(new Reference("Patient/" + UUID.randomUUID()));
        Bundle batch = new Bundle().setType(BundleType.BATCH);
        for (Observation observation : List.of(dangling, stranger)) {
            batch.addEntry()
                    .setResource(observation)
                    .getRequest()
                    .setMethod(HTTPVerb.POST)
                    .setUrl("Observation");
        }

        Response answer = owner.hospital().transaction(batch);

        assertThat(statuses(answer)).allSatisfy(status -> assertThat(status).startsWith("4"));
        assertThat(recorded(answer))
                .extracting(Event::what)
                .hasSize(2)
                .contains("FAILED create dangling-reference")
                .noneMatch(what -> what.endsWith("success"));
    }

    @ParameterizedTest
    @EnumSource(
            value = BundleType.class,
            names = {"BATCH", "TRANSACTION"})
    void aSearchWithinABundleIsInTheTrailWithItsConditions(BundleType type) {
        String patient = "Patient/" + owner.patientId();
        String nothing = "Observation?patient=" + patient + "&code=nothing-of-the-kind";
        String something = "Condition?patient=" + patient;

        Response answer = owner.coordinator().transaction(gets(type, nothing, something, patient));

        List<Event> events = recorded(answer);
        assertThat(events)
                .filteredOn(event -> event.query().endsWith("/fhir/" + nothing))
                .singleElement()
                .satisfies(event -> {
                    assertThat(event.what()).isEqualTo("SEARCH search-type success");
                    assertThat(event.entities()).isEmpty();
                });
        assertThat(events)
                .filteredOn(event -> event.query().endsWith("/fhir/" + something))
                .singleElement()
                .satisfies(event -> assertThat(event.entities())
                        .isNotEmpty()
                        .containsExactlyInAnyOrderElementsOf(
                                names(answer.as(Bundle.class).getEntry().get(1).getResource())));
        assertThat(events)
                .filteredOn(event -> event.query().isEmpty())
                .singleElement()
                .satisfies(event -> assertThat(event.entities()).containsExactly(patient + "/_history/1"));
    }

    @Test
    void aPackageThatACentreReadsWithinABundleIsDisclosedAndOpened() {
        OnTheWay way = OnTheWay.awaitingConsent(journeys, "hcc", HEIDELBERG)
                .packed()
                .consented()
                .submitted();
        String bytes = way.sent().getContentFirstRep().getAttachment().getUrl();
        String document = Journey.reference(way.sent());
        assertThat(way.referralTask().getBusinessStatus().getCodingFirstRep().getCode())
                .isEqualTo("submitted");

        Response answer = way.centre().transaction(gets(BundleType.BATCH, document, bytes));

        assertThat(statuses(answer)).containsExactly("200", "200");
        assertThat(way.referralTask().getBusinessStatus().getCodingFirstRep().getCode())
                .isEqualTo("package-opened");
        assertThat(recorded(answer))
                .filteredOn(event -> event.kind().equals("DISCLOSURE"))
                .flatExtracting(Event::entities)
                .extracting(name -> name.replaceAll("/_history/.*", ""))
                .containsExactlyInAnyOrder(document, bytes);
    }

    private static Bundle gets(BundleType type, String... urls) {
        Bundle bundle = new Bundle().setType(type);
        for (String url : urls) {
            bundle.addEntry().getRequest().setMethod(HTTPVerb.GET).setUrl(url);
        }
        return bundle;
    }

    private static List<String> statuses(Response answer) {
        return answer.as(Bundle.class).getEntry().stream()
                .map(entry -> entry.getResponse().getStatus().substring(0, 3))
                .toList();
    }

    private static List<String> names(Resource answered) {
        return ((Bundle) answered)
                .getEntry().stream()
                        .map(entry -> entry.getResource()
                                .getIdElement()
                                .toUnqualified()
                                .getValue())
                        .toList();
    }

    private record Event(
            String kind,
            String interaction,
            String outcome,
            String query,
            List<String> entities,
            List<String> patients) {

        String what() {
            return kind + " " + interaction + " " + outcome;
        }
    }

    /** Others are busy at the same time: an event says of which request it is. */
    private List<Event> recorded(Response answer) {
        return jdbc
                .sql("select event::text from " + TrailRows.ALL + " where event ->> 'request' = :request")
                .param("request", answer.header("X-Request-ID"))
                .query(String.class)
                .list()
                .stream()
                .map(BundlesIT::event)
                .toList();
    }

    private static Event event(String json) {
        JsonNode event = read(json);
        return new Event(
                event.path("kind").asText(),
                event.path("interaction").asText(),
                event.path("outcome").asText(),
                event.path("query").asText("").replace("null", ""),
                texts(event.path("entities")),
                texts(event.path("patients")));
    }

    private static JsonNode read(String json) {
        try {
            return new ObjectMapper().readTree(json);
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }

    private static List<String> texts(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false)
                .map(JsonNode::asText)
                .toList();
    }
}
