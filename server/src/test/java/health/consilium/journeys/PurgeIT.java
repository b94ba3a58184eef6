package health.consilium.journeys;

import static health.consilium.journeys.Erasure.PATIENCE;
import static health.consilium.journeys.Erasure.asked;
import static health.consilium.journeys.Erasure.certificate;
import static health.consilium.journeys.Erasure.copyCertificate;
import static health.consilium.journeys.Erasure.counts;
import static health.consilium.journeys.Erasure.details;
import static health.consilium.journeys.Erasure.dryRun;
import static health.consilium.journeys.Erasure.end;
import static health.consilium.journeys.Erasure.hold;
import static health.consilium.journeys.Erasure.part;
import static health.consilium.journeys.Erasure.purge;
import static health.consilium.journeys.Erasure.purged;
import static health.consilium.journeys.Erasure.referralNumber;
import static health.consilium.journeys.Erasure.resources;
import static health.consilium.journeys.Erasure.sha256;
import static health.consilium.journeys.Erasure.statement;
import static health.consilium.journeys.Erasure.text;
import static health.consilium.journeys.Erasure.trailHolds;
import static health.consilium.journeys.Erasure.value;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import health.consilium.fhir.ContentStore;
import health.consilium.support.Api;
import health.consilium.support.Hooks;
import health.consilium.support.Journey;
import health.consilium.support.Journey.Journeys;
import health.consilium.support.ServerTest;
import health.consilium.support.TrailRows;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.hl7.fhir.r4.model.AuditEvent;
import org.hl7.fhir.r4.model.DateType;
import org.hl7.fhir.r4.model.Parameters;
import org.hl7.fhir.r4.model.ServiceRequest;
import org.hl7.fhir.r4.model.Task;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** At the end of a case its copies are erased, at the centre and here, and that can be proved. */
@ServerTest
@ResourceLock("exports of the demo's clients")
class PurgeIT {

    @Autowired
    Journeys journeys;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    ContentStore contents;

    @Test
    void aClosedCaseIsErasedWithItsCopiesAndTheProofStays() {
        StoredCase rows = new StoredCase(jdbc, contents);
        OnTheWay way = OnTheWay.delivered(journeys, "hcc", "centre-seoul");
        Journey journey = way.journey;
        String number = journey.number();
        String referral = referralNumber(way);
        Api patient = journey.patient();
        assertThat(purge(journey, "case", "patient-request").code()).isEqualTo("illegal-transition");
        journey.withdrawnBy(patient);
        assertThat(journey.status()).isEqualTo("closed");
        assertThat(purge(journey, "case", "patient-request").code()).isEqualTo("consent-running");
        assertThat(purge(journey, "centre-copy", "consent-revoked").code()).isEqualTo("consent-running");

        Api.Response over = hold(journey, "until", new DateType("2020-12-31"));
        assertThat(over.status()).as("a last day that is over").isEqualTo(400);
        assertThat(over.message()).contains("until is over");
        // The patient's wish ends at once what the centre reads; that it erases its copy waits for the end of the hold.
        hold(journey, false);
        end(patient, way.consent());
        await().atMost(PATIENCE).until(() -> refusals(number), one -> !one.isEmpty());
        assertThat(refusals(number)).singleElement().asString().contains("litigation", "2199-12-31");
        assertThat(way.centre().get(way.referral()).status()).isEqualTo(404);
        assertThat(copies(way, referral)).isEmpty();
        hold(journey, true);
        Task first = copies(way, referral).get(0);
        assertThat(first.getRestriction().getPeriod().hasEnd()).as("the chase").isTrue();
        assertThat(text(first, "package-hash")).isEqualTo(sha256(way.sent()));
        assertThat(first.getMeta().getSecurity()).isEmpty();

        for (Api stranger :
                List.of(journey.hospital(), patient, way.centre(), Api.person("translator-1"), Api.person("admin"))) {
            assertThat(stranger.operation(journey.caseReference() + "/$purge", asked("case", "patient-request"))
                            .status())
                    .isIn(403, 404);
        }

        hold(journey, false);
        assertThat(purge(journey, "case", "patient-request").code()).isEqualTo("legal-hold");
        assertThat(purge(journey, "case", "patient-request").message()).contains("litigation", "2199-12-31");
        assertThat(purge(journey, "centre-copy", "consent-revoked").code()).isEqualTo("legal-hold");
        Task kept = way.centre().read(Task.class, Journey.reference(first));
        assertThat(kept.getStatus()).isEqualTo(Task.TaskStatus.CANCELLED);
        assertThat(kept.getStatusReason().getText()).contains("keep your copy");
        hold(journey, true);
        List<Task> asked = copies(way, referral);
        assertThat(asked).extracting(Journey::reference).hasSize(2).contains(Journey.reference(first));
        Task copy = requested(asked);
        assertThat(text(copy, "package-hash")).isEqualTo(sha256(way.sent()));

        Journey other = journeys.hospitalAsksAgain(journey, List.of());
        Set<Object> shared = rows.stored(other.number()).stream()
                .map(row -> row.get("res_id"))
                .collect(Collectors.toSet());
        List<Map<String, Object>> before = rows.stored(number).stream()
                .filter(row -> !shared.contains(row.get("res_id")))
                .toList();
        int all = rows.stored(number).size();
        assertThat(all).as("patient and tumour are shared").isGreaterThan(before.size());
        List<String> documents = rows.contentIds(number);
        assertThat(journey.coordinator()
                        .search("Observation?patient=Patient/" + journey.patientId() + "&_count=2")
                        .getLink("next"))
                .as("a search with more to come")
                .isNotNull();
        assertThat(documents).as("documents outside the database").isNotEmpty();
        Map<String, Integer> counts = counts(dryRun(journey, "case"));
        assertThat(counts.get("Observation")).isGreaterThan(20);
        assertThat(counts).containsKeys("message", "clock", "DocumentReference", "Binary", "Consent", "Composition");
        assertThat(counts).doesNotContainKey("Patient");
        assertThat(rows.stored(number)).as("a dry run erases nothing").hasSize(all);
        long searched = rows.cachedSearches(before);

        // Somebody who listens would be told of the erasure, and the message would stay.
        SubscriptionIT.subscribe(journey.coordinator(), "case-stage-changed", Hooks.open());

        Parameters done = purged(journey, "case", "patient-request");

        assertThat(value(done, "status")).isEqualTo("completed");
        assertThat(counts(done)).containsAllEntriesOf(resources(counts));
        assertThat(done.getParameter().stream().filter(one -> one.getName().equals("document")))
                .hasSizeGreaterThanOrEqualTo(documents.size())
                .allSatisfy(document -> assertThat(part(document, "sha256")).matches("[0-9a-f]{64}"));
        rows.nothingIsLeft(before, documents, number);
        assertThat(searched).as("searches had found it").isPositive();
        assertThat(rows.cachedSearches(before)).isZero();

        Api coordinator = journey.coordinator();
        ServiceRequest stub = coordinator.read(ServiceRequest.class, journey.caseReference());
        assertThat(stub.getRequisition().getValue()).isEqualTo(number);
        assertThat(stub.getSubject().hasReference()).isFalse();
        assertThat(stub.hasReasonCode() || stub.hasNote() || stub.hasExtension())
                .isFalse();
        Task root = journey.root();
        assertThat(root.getStatus()).isEqualTo(Task.TaskStatus.COMPLETED);
        assertThat(root.getBusinessStatus().getCodingFirstRep().getCode()).isEqualTo("purged");
        assertThat(rows.versions(journey.caseReference())).isOne();
        for (Api earlier : List.of(journey.hospital(), way.centre())) {
            assertThat(earlier.get(journey.caseReference()).status()).isEqualTo(404);
        }

        assertThat(patient.get("Patient/" + journey.patientId()).status())
                .as("another case")
                .isEqualTo(200);
        assertThat(patient.get(other.caseReference()).status()).isEqualTo(200);
        assertThat(patient.search(ServiceRequest.class, "ServiceRequest"))
                .extracting(Journey::reference)
                .containsExactly(other.caseReference());

        AuditEvent certificate = certificate(done);
        assertThat(certificate.getEntity())
                .allSatisfy(
                        entity -> assertThat(entity.getWhat().hasReference()).isFalse());
        assertThat(certificate.getEntityFirstRep().getWhat().getIdentifier().getValue())
                .isEqualTo(number);
        assertThat(details(certificate))
                .contains("reason=patient-request", "count Observation=" + counts.get("Observation"));
        assertThat(trailHolds()).isTrue();

        Parameters again = purge(journey, "case", "patient-request").as(Parameters.class);
        assertThat(again.equalsDeep(done)).as("the same answer").isTrue();

        // The copy of the centre is the last now: of all that there was a hold needs it most.
        hold(journey, false);
        assertThat(way.centre()
                        .read(Task.class, Journey.reference(copy))
                        .getStatusReason()
                        .getText())
                .contains("keep your copy");
        assertThat(purge(journey, "centre-copy", "consent-revoked").code()).isEqualTo("legal-hold");
        hold(journey, true);
        Task open = requested(copies(way, referral));
        assertThat(open.getIdElement().getIdPart())
                .isNotEqualTo(copy.getIdElement().getIdPart());
        assertThat(text(open, "package-hash")).isEqualTo(sha256(way.sent()));
        assertThat(copies(way, referral)).hasSize(3);
        assertThat(open.getRestriction().getPeriod().hasEnd()).as("the chase").isTrue();
        assertThat(open.getFor().hasReference()).isFalse();
        assertThat(Journey.move(way.centre(), open, "completed").code()).isEqualTo("incomplete");
        Task attested = Journey.moved(
                way.centre(), open, "completed", Journey.output("attestation", statement(way.centre(), open)));
        assertThat(attested.getStatus()).isEqualTo(Task.TaskStatus.COMPLETED);
        Parameters copies = purge(journey, "centre-copy", "consent-revoked").as(Parameters.class);
        assertThat(value(copies, "status")).isEqualTo("completed");
        assertThat(details(copyCertificate(copies)).toString())
                .contains("sha256=" + sha256(way.sent()), "statement sha256");
    }

    /** The Tasks by which the centre was asked to erase its copy. */
    private static List<Task> copies(OnTheWay way, String referral) {
        return way.centre().search(Task.class, "Task?code=" + Journey.TASK_CODE + "|purge&_count=200").stream()
                .filter(task -> task.getGroupIdentifier().getValue().equals(referral))
                .toList();
    }

    private static Task requested(List<Task> tasks) {
        return tasks.stream()
                .filter(task -> task.getStatus() == Task.TaskStatus.REQUESTED)
                .findFirst()
                .orElseThrow();
    }

    /** Copies that are not to be erased because of a hold: what the trail says of it. */
    private List<String> refusals(String number) {
        return jdbc.sql("select event #>> '{erased,ground}' from " + TrailRows.ALL + " where "
                        + TrailRows.ofCase("ERASURE_REFUSED") + " and event #>> '{erased,scope}' = 'centre-copy'"
                        + " and event #>> '{erased,ground}' like '%legal hold%'")
                .param("case", number)
                .query(String.class)
                .list();
    }
}
