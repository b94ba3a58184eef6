package health.consilium.journeys;

import static health.consilium.support.Probes.listOf;
import static health.consilium.support.Probes.observationOf;
import static health.consilium.support.Probes.transactionOf;
import static org.assertj.core.api.Assertions.assertThat;

import health.consilium.support.Api;
import health.consilium.support.Api.Response;
import health.consilium.support.Journey;
import health.consilium.support.Journey.Journeys;
import health.consilium.support.ServerTest;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Observation;
import org.hl7.fhir.r4.model.Parameters;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.StringType;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;

/** What nobody decided to offer is refused, whoever asks and wherever it stands, and says that there is no such parameter. */
@ServerTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OfferedParametersIT {

    @Autowired
    Journeys journeys;

    private Journey own;

    @BeforeAll
    void aCaseIsSent() {
        own = journeys.hospitalSends("breast");
    }

    private List<Api> callers() {
        return List.of(own.patient(), own.hospital(), own.coordinator());
    }

    private static void assertUnknown(Response refused, String where) {
        assertThat(refused.status()).as("%s: %s", where, refused.text()).isEqualTo(400);
        assertThat(refused.code()).as(where).isEqualTo("unknown-parameter");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "_includeDeleted=true",
                "_pid=1",
                "_madeUp=1",
                "_sort=_pid",
                "identifier:nickname=x",
                "code:mdm=x",
                "_tag:made-up=x"
            })
    void inASearchOfAnyKind(String parameter) {
        for (Api caller : callers()) {
            assertUnknown(caller.get("List?" + parameter), "GET");
            assertUnknown(
                    caller.send(
                            "POST",
                            "List/_search",
                            "application/x-www-form-urlencoded",
                            parameter.getBytes(StandardCharsets.US_ASCII)),
                    "POST _search");
        }
        Bundle page = own.patient().search("Observation?_count=1");
        assertThat(own.patient().get(page.getLink("next").getUrl()).status()).isEqualTo(200);
        if (!parameter.startsWith("_sort") && !parameter.startsWith("_tag")) {
            assertUnknown(own.patient().get(page.getLink("next").getUrl() + "&" + parameter), "page");
        }
        for (Bundle.BundleType type : List.of(Bundle.BundleType.BATCH, Bundle.BundleType.TRANSACTION)) {
            Bundle searches = new Bundle().setType(type);
            searches.addEntry().getRequest().setMethod(Bundle.HTTPVerb.GET).setUrl("List?" + parameter);
            Response answer = own.coordinator().transaction(searches);
            assertThat(answer.as(Bundle.class).getEntry()).singleElement().satisfies(entry -> {
                assertThat(entry.getResponse().getStatus()).as(type.toCode()).startsWith("400");
                assertThat(answer.text()).contains("unknown-parameter");
            });
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"_includeDeleted=true", "_pid=1", "_expunge=true", "_madeUp=1", "identifier:mdm=a|1"})
    void inAConditionOfAWrite(String parameter) {
        String condition = "identifier=https://example.org/lists|none&" + parameter;
        String encoded = condition.replace("|", "%7C");
        for (Api caller : callers()) {
            assertUnknown(caller.with("If-None-Exist", condition).post(listOf(own)), "If-None-Exist");
            Bundle create = transactionOf(Bundle.HTTPVerb.POST, "List", listOf(own));
            create.getEntryFirstRep().getRequest().setIfNoneExist(condition);
            assertUnknown(caller.transaction(create), "ifNoneExist");
            assertUnknown(
                    caller.transaction(transactionOf(Bundle.HTTPVerb.PUT, "List?" + encoded, listOf(own))),
                    "conditional update in a Bundle");
        }
        // Of others it is refused whatever the condition.
        byte[] list =
                Api.FHIR.newJsonParser().encodeResourceToString(listOf(own)).getBytes(StandardCharsets.UTF_8);
        assertUnknown(
                own.coordinator().send("PUT", "List?" + encoded, "application/fhir+json", list), "conditional update");
        assertUnknown(own.coordinator().delete("List?" + encoded), "conditional delete");
        assertUnknown(
                own.coordinator().transaction(transactionOf(Bundle.HTTPVerb.DELETE, "List?" + encoded, null)),
                "conditional delete in a Bundle");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "_includeDeleted=true",
                "_includeDeleted=both",
                "_includeDeleted=x",
                "_pid=1",
                "_madeUp=1",
                "identifier:mdm=a|1"
            })
    void inAReferenceByCondition(String parameter) {
        Observation observation = observationOf(own);
        String mark = UUID.randomUUID().toString();
        observation
                .addIdentifier()
                .setSystem("https://example.org/observations")
                .setValue(mark);
        observation.addPerformer(new Reference("Organization?identifier=https://example.org/lists|none&" + parameter));
        for (Api caller : List.of(own.hospital(), own.coordinator())) {
            Bundle transaction = transactionOf(Bundle.HTTPVerb.POST, "Observation", observation);
            assertUnknown(caller.transaction(transaction), "reference by condition");
            assertUnknown(caller.post(observation), "in a resource that is sent alone");
            Response batch = caller.transaction(transaction.setType(Bundle.BundleType.BATCH));
            assertThat(batch.text()).contains("unknown-parameter").doesNotContain("internal-error", "201 Created");
        }
        assertThat(own.coordinator()
                        .search("Observation?identifier=https://example.org/observations|" + mark)
                        .getEntry())
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "_lastUpdated=ge2026-01-01",
                "_since=2026-01-01",
                "start=2026-01-01",
                "end=2026-01-01",
                "_filter=code eq 1",
                "_content=x",
                "_text=x",
                "_mdm=true",
                "_offset=1",
                "_id=1",
                "_sort=_pid",
                "_include=Observation:patient",
                "_includeDeleted=true",
                "_madeUp=1"
            })
    void ofEverything(String parameter) {
        String everything = "Patient/" + own.patientId() + "/$everything";
        String[] pair = parameter.split("=");
        Parameters body = new Parameters().addParameter(pair[0], pair[1]);
        for (Api caller : callers()) {
            for (Response refused : List.of(
                    caller.get(everything + "?" + parameter.replace(" ", "%20")),
                    caller.operation(everything + "?" + parameter.replace(" ", "%20"), new Parameters()))) {
                assertUnknown(refused, parameter);
                assertThat(refused.message()).contains(pair[0], "_count, _type");
            }
            assertUnknown(caller.operation(everything, body), parameter);
        }
    }

    @Test
    void whatIsOfferedOfEverythingNarrowsIt() {
        String everything = "Patient/" + own.patientId() + "/$everything?_format=json&_count=200";
        for (Api caller : callers()) {
            assertThat(caller.search(everything + "&_type=Patient,Observation").getEntry())
                    .extracting(entry -> entry.getResource().fhirType())
                    .contains("Patient", "Observation")
                    .containsOnly("Patient", "Observation");
            assertThat(caller.operation(
                                    everything,
                                    new Parameters().addParameter("_type", new StringType("Patient,Observation")))
                            .as(Bundle.class)
                            .getEntry())
                    .extracting(entry -> entry.getResource().fhirType())
                    .containsOnly("Patient", "Observation");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"_includeDeleted=true", "_pid=1", "_madeUp=1", "code:mdm=x"})
    void inTheFilterOfAnExport(String parameter) {
        String filter = URLEncoder.encode("Observation?" + parameter, StandardCharsets.UTF_8);
        for (Api caller : List.of(own.hospital(), own.coordinator())) {
            Response refused =
                    caller.with("Prefer", "respond-async").get("$export?_type=Observation&_typeFilter=" + filter);
            assertThat(refused.status()).as(refused.text()).isEqualTo(400);
            assertThat(refused.codes()).contains("unknown-parameter");
        }
    }
}
